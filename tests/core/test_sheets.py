"""Reading sheets: values as a person sees them, nothing guessed, and every unreadable file refused by its reason."""

import io
import tracemalloc
import zipfile
from datetime import datetime, time
from typing import Any

import pytest
from xlsxwriter import Workbook

from hospital_itsm.core.sheets.opening import open_sheet
from hospital_itsm.core.sheets.table import Row, UnreadableSheet
from hospital_itsm.core.sheets.text import unguarded
from hospital_itsm.core.sheets.wording import REFUSALS, refusal
from tests.core.workbooks import repacked, workbook

PLAIN = [["tag", "name"], ["LR-1", "Pump"]]


def cells(data: bytes, **values: Any) -> list[list[str]]:
    return [row.cells for row in open_sheet(io.BytesIO(data), **values).rows()]


def refused(data: bytes, **values: Any) -> str:
    with pytest.raises(UnreadableSheet) as caught:
        list(open_sheet(io.BytesIO(data), **values).rows())
    assert refusal(str(caught.value))
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("tag;name\nLR-1;Gerät\n".encode("cp1252"), "Gerät"),
        ("tag\tname\nLR-1\tGerät\n".encode("utf-8-sig"), "Gerät"),
        ("tag|name\nLR-1|Gerät".encode(), "Gerät"),
        ("tag,name\nLR-1,Gerät\n".encode("utf-16"), "Gerät"),
        (b'tag,name\r\nLR-1,"two\r\nlines, one cell"\r\n', "two\r\nlines, one cell"),
        (b"tag,name\nLR-1," + "é".encode() * (1 << 20), "é" * (1 << 20)),
    ],
)
def test_text_is_read_in_every_usual_encoding_with_every_usual_delimiter(data: bytes, name: str) -> None:
    assert cells(data) == [["LR-1", name]]


def test_rows_of_a_text_know_their_number_and_their_line() -> None:
    sheet = open_sheet(io.BytesIO(b'tag,name\nA,"x\ny"\n\nB,z\nC\nD,1,2\nE,5,\n'))
    assert list(sheet.rows()) == [
        Row(2, 2, ["A", "x\ny"]),
        Row(4, 5, ["B", "z"]),
        Row(5, 6, ["C"], "cells"),
        Row(6, 7, ["D", "1", "2"], "cells"),
        Row(7, 8, ["E", "5"]),
    ]


@pytest.mark.parametrize(
    "data", [b"Inventory of 2026\n\ntag;name\nLR-1;Pump\n", workbook([["Inventory"], [], *PLAIN])]
)
def test_headings_are_found_below_a_title_or_where_a_person_says(data: bytes) -> None:
    sheet = open_sheet(io.BytesIO(data))
    assert (sheet.header_row, sheet.columns, [row.number for row in sheet.rows()]) == (
        3,
        ["tag", "name"],
        [4],
    )
    assert open_sheet(io.BytesIO(data), header_row=4).columns == ["LR-1", "Pump"]
    assert refused(data, header_row=1) == "no-columns"
    assert refused(data, header_row=900) == "no-columns"


def test_cells_of_a_workbook_read_as_a_person_sees_them() -> None:
    stream = io.BytesIO()
    with Workbook(stream, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet, zeros = book.add_worksheet(), book.add_format({"num_format": "000000"})
        sheet.write_row(0, 0, [f"c{place}" for place in range(12)])
        sheet.write_datetime(1, 0, datetime(2026, 3, 15))
        sheet.write_datetime(1, 1, datetime(2026, 3, 15, 8, 30))
        sheet.write_number(1, 2, 771, zeros)
        sheet.write_string(1, 3, "000771")
        sheet.write_number(1, 4, 0.1 + 0.2)
        sheet.write_number(1, 5, 12_345_678_901_234)
        sheet.write_number(1, 6, 10812345678901234567)
        sheet.write_boolean(1, 7, True)
        sheet.write_formula(1, 8, "=A1&1", None, "LR-9")
        sheet.write_formula(1, 9, "=1/0", None, "#DIV/0!")
        sheet.write_datetime(1, 10, time(8, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_string(1, 11, "=1+1")
    assert cells(stream.getvalue()) == [
        ["2026-03-15", "2026-03-15 08:30:00", "000771", "000771", "0.3", "12345678901234", "1.081235E+19", "TRUE",
         "LR-9", "#DIV/0!", "08:30:00", "=1+1"]
    ]  # fmt: skip


def test_a_sheet_of_a_workbook_is_chosen_by_name_or_the_first_with_headings() -> None:
    data = workbook([["Read me"]], "Notes", Pumps=PLAIN, Beds=[["tag", "ward"], ["B-1", "ICU"]])
    sheet = open_sheet(io.BytesIO(data))
    assert (sheet.name, sheet.names, sheet.rows_about) == ("Pumps", ("Notes", "Pumps", "Beds"), 1)
    assert cells(data, sheet="Beds") == [["B-1", "ICU"]]
    assert refused(data, sheet="Notes") == "no-columns"
    assert refused(data, sheet="Other") == "no-sheet"


def test_what_stands_right_of_the_table_and_blank_rows_are_no_part_of_it() -> None:
    data = workbook([["tag", "name", "", ""], ["LR-1", "Pump", "", "note"], [], ["LR-2", ""]])
    rows = list(open_sheet(io.BytesIO(data)).rows())
    assert [(row.number, row.cells) for row in rows] == [(2, ["LR-1", "Pump"]), (4, ["LR-2", ""])]


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
WORDS = b'<c t="inlineStr"><is><t>%s</t></is></c>'
HEADINGS = b'<row r="1">' + WORDS % b"tag" + WORDS % b"name" + b"</row>"


def crafted(rows: bytes) -> bytes:
    return repacked(workbook(PLAIN), sheet1=SHEET % (HEADINGS + rows))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"a\x00b,c\n", "not-text"),
        (b"justone\n1\n", "no-columns"),
        ((",".join(["c"] * 501) + "\n").encode(), "too-wide"),
        (workbook([[f"c{place}" for place in range(501)]]), "too-wide"),
        (b'tag,name\nLR-1,"' + b"x" * 2_000_001, "unclosed"),
        (b'tag,name\nLR-1,"never closed\nLR-2,x\n', "unclosed"),
        (b'tag,name\nLR-1,"never closed', "unclosed"),
        (b"<html><table><tr><td>tag</td></tr></table></html>", "markup"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"), "old-excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected"),
        (b"PK\x03\x04xx", "broken"),
        (workbook(PLAIN)[:-300], "broken"),
        (repacked(workbook(PLAIN), sheet1=b"<worksheet>"), "broken"),
        (repacked(workbook(PLAIN), **{"xl/vbaProject.bin": b"x"}), "macros"),
        (repacked(workbook(PLAIN), **{"xl/workbook.bin": b"x"}), "binary"),
        (repacked(workbook(PLAIN), sheet1=SHEET % (b" " * 40_000_000)), "bomb"),
        (crafted(b'<row r="2">' + b"<c/>" * 200_001 + b"</row>"), "bomb"),
        (repacked(workbook(PLAIN), sheet1=b'<!DOCTYPE a [<!ENTITY b "c">]>' + SHEET % HEADINGS), "bomb"),
        (crafted(b'<row r="2"><c r="A2"><f>1+1</f></c></row>'), "uncounted"),
        (crafted(b'<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'), "uncounted"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_by_its_reason(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_packed_file_and_an_open_document_are_named() -> None:
    document = repacked(workbook(PLAIN), mimetype=b"application/vnd.oasis", **{"content.xml": b"<a/>"})
    assert refused(document) == "open-document"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("inventory.csv", "tag,name\n")
    assert refused(stream.getvalue()) == "packed"


def test_a_row_far_below_or_far_to_the_right_costs_nothing() -> None:
    rows = b'<row r="900000"><c r="A900000" t="inlineStr"><is><t>LR-1</t></is></c><c r="XFD900000"><v>1</v></c></row>'
    assert cells(crafted(rows)) == [["LR-1", ""]]
    beyond = crafted(b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')
    assert cells(beyond) == []


def test_a_large_workbook_is_read_in_bounded_memory() -> None:
    data = workbook([["tag", "name"], *([f"LR-{place}", f"Pump {place % 50}"] for place in range(20_000))])
    sheet = open_sheet(io.BytesIO(data))
    tracemalloc.start()
    try:
        assert sum(1 for _row in sheet.rows()) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_every_refusal_has_words_and_a_guarded_cell_loses_its_apostrophe() -> None:
    assert len(REFUSALS) == 16
    assert [unguarded(cell) for cell in ("'=1+1", "'t Hooft", "'- x", "=1")] == [
        "=1+1",
        "'t Hooft",
        "- x",
        "=1",
    ]
