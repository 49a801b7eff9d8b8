"""The alias table of an import: what a name of the other desk is called here."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hospital_itsm.importing.sheets import UnreadableFile

KINDS = ("team", "person", "care_area", "category")
COLUMNS = ("kind", "theirs", "ours")


@dataclass(frozen=True)
class Aliases:
    """Their names in small letters, by kind, with ours."""

    by_kind: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def find(self, kind: str, name: str) -> str:
        """Our name for theirs in small letters, their own where no alias is given."""
        key = name.strip().lower()
        return self.by_kind.get((kind, key), key)


def read_aliases(path: Path) -> Aliases:
    """Read a CSV with the columns kind, theirs, ours. Raises UnreadableFile naming the line at fault."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path} cannot be read. Give a CSV with {', '.join(COLUMNS)}.") from error
    found = {}
    for line, row in enumerate(rows, start=2):
        kind, theirs, ours = (str(row.get(name) or "").strip().lower() for name in COLUMNS)
        if kind not in KINDS or not theirs or not ours:
            raise UnreadableFile(f"{path}, line {line}: give kind ({', '.join(KINDS)}), theirs and ours.")
        found[kind, theirs] = ours
    return Aliases(found)
