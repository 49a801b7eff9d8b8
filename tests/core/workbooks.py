"""Workbooks for tests: as spreadsheets write them, and as nobody should."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook


def workbook(
    rows: Sequence[Sequence[Any]], name: str = "Inventory", **more: Sequence[Sequence[Any]]
) -> bytes:
    """An XLSX file of one sheet, and of more after it."""
    stream = io.BytesIO()
    with Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
    ) as book:
        for title, lines in {name: rows, **more}.items():
            sheet = book.add_worksheet(title)
            for place, line in enumerate(lines):
                sheet.write_row(place, 0, line)
    return stream.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The same workbook with other bytes in some parts; `sheet1` is the first sheet."""
    replaced: Mapping[str, bytes] = {
        {"sheet1": "xl/worksheets/sheet1.xml"}.get(key, key): value for key, value in parts.items()
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *replaced}:
            new.writestr(name, replaced[name] if name in replaced else old.read(name))
    return stream.getvalue()
