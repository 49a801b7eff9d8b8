"""Each bar of ux.md §9 that a machine can hold, and the tests that hold it."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
BARS = {
    1: ["browser/test_bars.py::test_bar_1_a_typed_report_takes_30_seconds_by_the_keystroke_level_model"],
    2: [
        "browser/test_bars.py::test_bar_2_the_same_for_me_takes_12_seconds_by_the_same_model",
        "browser/test_portal_report.py::test_same_for_me_is_one_press",
    ],
    3: ["tickets/test_report_page.py::test_the_form_asks_four_questions_and_offers_the_topic_tiles"],
    4: ["browser/test_portal_report.py::test_a_report_by_keyboard_alone_takes_eight_keys_beyond_the_text"],
    5: ["browser/test_portal_report.py::test_send_is_in_sight_without_scrolling"],
    6: [
        "browser/test_bars.py::test_bar_6_a_browser_that_ends_loses_no_draft",
        "browser/test_bars.py::test_bar_6_five_minutes_without_a_network_lose_no_draft",
        "browser/test_portal_report.py::test_a_draft_survives_reload_and_sign_out_and_the_next_nurse_sees_nothing",
    ],
    8: ["browser/test_triage.py::test_assigning_and_prioritizing_takes_at_most_four_keys_a_ticket"],
    9: [
        "browser/test_keyboard_run.py::test_signing_in_to_signing_out_without_a_mouse",
        "browser/test_hands_only.py::test_keys_lead_from_the_scan_to_the_receipt",
    ],
    10: [
        "browser/test_portal_pages.py::test_every_page_is_without_accessibility_faults",
        "browser/test_queue.py::test_axe_finds_nothing",
        "browser/test_ticket_page.py::test_page_sheet_and_form_have_no_accessibility_fault",
    ],
    12: [
        "browser/test_bars.py::test_bar_12_targets_are_large_enough",
        "browser/test_bars.py::test_bar_12_what_a_nurse_came_for_is_56_pixels_high",
    ],
    14: [
        "browser/test_portal_report.py::test_a_report_without_script_passes_the_matches_and_arrives",
        "browser/test_bars.py::test_bar_14_a_nurse_reads_and_answers_without_script",
        "browser/test_queue.py::test_without_script_the_list_filters_opens_and_takes",
        "browser/test_ticket_page.py::test_without_script_reply_note_and_resolve_work",
        "browser/test_bulk.py::test_without_script_a_team_is_given_to_all_that_match",
        "browser/test_hands_only.py::test_the_list_is_filtered_and_a_device_changed_without_script",
        "browser/test_bars.py::test_bar_14_leaders_read_and_take_rows_away_without_script",
    ],
    15: [
        "frontend/test_budget.py::test_a_page_without_its_html_stays_under_120_kb",
        "tickets/test_page_weight.py::test_bar_15_pages_and_fragments_are_light",
    ],
    16: [
        "frontend/test_budget.py::test_our_script_and_htmx_stay_under_35_kb",
        "frontend/test_templates.py::test_a_template_takes_nothing_from_another_origin",
        "security/test_stored_scripts.py::test_every_page_forbids_inline_script_and_frames",
    ],
    19: [
        "browser/test_bars.py::test_bar_19_news_are_seen_in_five_seconds_and_nothing_moves",
        "browser/test_bars.py::test_bar_19_a_lost_line_is_said_and_found_again_in_35_seconds",
    ],
    20: [
        "browser/test_bars.py::test_bar_20_who_begins_to_write_reads_at_once_who_writes_already",
        "browser/test_ticket_page.py::test_two_people_writing_never_overwrite_each_other",
    ],
    21: ["browser/test_ticket_page.py::test_a_note_differs_from_a_reply_in_four_ways"],
    22: [
        "core/test_phi.py::test_of_300_texts_with_patient_data_at_least_95_percent_are_found_and_emptied",
        "core/test_phi.py::test_of_300_clean_texts_at_most_5_percent_raise_a_false_alarm",
    ],
    23: [
        "browser/test_bars.py::test_bar_23_wider_spacing_of_text_cuts_nothing",
        "browser/test_portal_pages.py::test_nothing_is_wider_than_320_pixels",
    ],
}


@pytest.mark.parametrize("bar", sorted(BARS))
def test_the_tests_of_a_bar_exist(bar: int) -> None:
    for place in BARS[bar]:
        path, name = place.split("::")
        tree = ast.parse((TESTS / path).read_text())
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, place
