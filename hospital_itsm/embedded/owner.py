"""Who runs PostgreSQL: ourselves, or, since it refuses root, an unprivileged user that exists already."""

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hospital_itsm.embedded.places import outside_home

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Owner:
    """The user a server runs as."""

    name: str
    uid: int
    gid: int

    def identity(self) -> dict[str, Any]:
        """Return the `subprocess` options that start a process as this user."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_use(self, *paths: Path) -> bool:
        """Return whether this user can reach and enter or execute every one of `paths`."""
        tests = " && ".join(f'test -x "${number}"' for number, _ in enumerate(paths, 1))
        command = ["/bin/sh", "-c", tests, "sh", *map(str, paths)]
        return subprocess.run(command, cwd="/", check=False, **self.identity()).returncode == 0

    def own(self, folder: Path) -> None:
        """Make `folder` when missing, give it to this user and close it to everybody else."""
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() != self.uid:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def server_owner() -> Owner:
    """Return the user that runs PostgreSQL: the present one, or for root the first of `CANDIDATES`."""
    if os.geteuid() != 0:
        return Owner(pwd.getpwuid(os.geteuid()).pw_name, os.geteuid(), os.getegid())
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise RuntimeError("PostgreSQL does not run as root. Add a user named postgres.")


def outside_folder(owner: Owner) -> Path:
    """Return the owner's private folder outside the checkout; refuse one that somebody else put there."""
    folder = outside_home()
    if not folder.exists() and not folder.is_symlink():
        folder.mkdir(mode=0o700)
        owner.own(folder)
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != owner.uid:
        raise RuntimeError(f"{folder} belongs to somebody else. Remove it and start again.")
    folder.chmod(0o700)
    return folder


def copy_folders(folders: Iterable[Path], target: Path, owner: Owner) -> None:
    """Copy the folders that exist into `target` for the owner, once; a copy cut short is started again."""
    if target.exists():
        return
    partial = target.with_name(f"{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    for folder in filter(Path.is_dir, folders):
        shutil.copytree(folder, partial / folder.name, ignore=shutil.ignore_patterns("include", "*.py*"))
    for path in [partial, *partial.rglob("*")]:
        os.chown(path, owner.uid, owner.gid)
    partial.rename(target)
