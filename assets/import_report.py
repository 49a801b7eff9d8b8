"""What an import says of each row: for its page, its file, REST and the command line."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from assets.choices import ImportVerdict
from assets.import_wording import FIELD_NAMES, column_name, said
from assets.models import AssetImportRow

REPORT_COLUMNS: Final = ("row", "result", "tag", "changes", "column", "code", "message", "suggestion")
MOST_CHANGES: Final = 40
ORDER: Final = tuple(FIELD_NAMES)


def fault_lines(row: AssetImportRow, mapping: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """The faults of a row in words."""
    return [
        {
            "row": row.number,
            "column": column_name(column, mapping),
            "code": code,
            "message": said(code),
            "hint": hint,
        }
        for column, code, hint in row.faults
    ]


def report_lines(row: AssetImportRow, mapping: Sequence[Sequence[str]]) -> Iterator[list[Any]]:
    """A line for each fault of a row, one line for a row without any."""
    result = str(ImportVerdict(row.verdict).label)
    tag = row.asset.tag if row.asset else row.values.get("tag", "")
    faults = fault_lines(row, mapping)
    changes = (
        ""
        if row.verdict == ImportVerdict.FAULT
        else ", ".join(column_name(name, ()) for name in changed_names(row))
    )
    for fault in faults:
        yield [
            row.number,
            result,
            tag,
            changes,
            fault["column"],
            fault["code"],
            fault["message"],
            fault["hint"],
        ]
    if not faults:
        yield [row.number, result, tag, changes, "", "", "", ""]


def changed_names(row: AssetImportRow) -> list[str]:
    """The fields a row sets: those of the asset, of its network, and its status where a step leads there."""
    names = [
        name.removesuffix("_id")
        for name, value in row.values.items()
        if row.before or value not in ("", None)
    ]
    steps = ["status"] if row.step and "status" not in names else []
    return sorted([*names, *row.network, *steps], key=_place)[:MOST_CHANGES]


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)
