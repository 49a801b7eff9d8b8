"""Recall notices written to keep a worker busy without end."""

from assets.rules.matching.code_lists import codes_in


def test_labels_inside_a_list_do_not_have_it_read_without_end() -> None:
    serials, lots = codes_in("SN 1-" * 20_000)
    assert serials.is_unread
    assert not lots.is_named


def test_a_long_honest_list_is_read_to_its_end() -> None:
    serials, _lots = codes_in("Serial numbers " + ", ".join(str(number) for number in range(20_000)))
    assert (len(serials.singles), serials.is_unread) == (20_000, False)
