"""Recall notices written to keep a worker busy without end."""

from assets.rules.matching.code_lists import codes_in
from assets.rules.openfda.reading import MOST_FAULTS
from assets.rules.recall_sheet import csv_sheet, openfda_sheet


def test_labels_inside_a_list_do_not_have_it_read_without_end() -> None:
    serials, lots = codes_in("SN 1-" * 20_000)
    assert serials.is_unread
    assert not lots.is_named


def test_a_long_honest_list_is_read_to_its_end() -> None:
    serials, _lots = codes_in("Serial numbers " + ", ".join(str(number) for number in range(20_000)))
    assert (len(serials.singles), serials.is_unread) == (20_000, False)


def test_a_file_of_nothing_but_faults_keeps_the_first_of_them() -> None:
    sheet = openfda_sheet(f"[{'0,' * 50_000}0]")
    assert (len(sheet.rows), len(sheet.faults)) == (0, MOST_FAULTS)
    assert sheet.faults[-1] == [MOST_FAULTS, "not-a-record", ""]


def test_a_sheet_of_impossible_days_keeps_the_first_of_them() -> None:
    sheet = csv_sheet("firm,description,reported\n" + "A,B,never\n" * 1_000)
    assert (len(sheet.rows), len(sheet.faults)) == (1_000, MOST_FAULTS)
