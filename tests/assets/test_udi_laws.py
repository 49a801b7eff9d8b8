"""Laws of reading device identifiers, held by hypothesis."""

from calendar import monthrange
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assets.rules.udi import Agency, parse
from assets.rules.udi.check_digits import HIBC_CHARACTERS, gs1_check_digit, hibc_check_character
from assets.rules.udi.gs1 import SEPARATOR

TODAY = date(2026, 11, 27)
LOT_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-./_+"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

gtin = st.from_regex(r"\A[0-9]{13}\Z").map(lambda body: body + gs1_check_digit(body))
words = st.text(LOT_CHARACTERS, min_size=1, max_size=20)
days = st.dates(date(1978, 1, 1), date(2076, 12, 31))
hibc_words = st.text(CAPITALS, min_size=1, max_size=18)
hibc_identifier = st.from_regex(r"\A[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]\Z")
noise = st.text(max_size=600) | st.text("()=+&*/$]0123456789SD\x1dABC", max_size=200)


@given(noise)
def test_no_text_makes_reading_fail(text: str) -> None:
    udi = parse(text, TODAY)
    assert udi.agency is not None or udi.warnings


@given(noise)
def test_what_is_reported_was_in_the_text(text: str) -> None:
    udi = parse(text, TODAY)
    for part in udi.raw_segments:
        assert part.value in text.upper() or part.value in text or udi.di == part.value


@given(gtin, words, words, days, st.permutations(["10", "21", "17"]))
def test_a_gs1_label_gives_back_what_was_written(
    number: str, lot: str, serial: str, expiry: date, order: list[str]
) -> None:
    values = {"10": lot + SEPARATOR, "21": serial + SEPARATOR, "17": expiry.strftime("%y%m%d")}
    scanned = parse(f"01{number}" + "".join(name + values[name] for name in order), TODAY)
    printed = parse(
        f"(01){number}" + "".join(f"({name}){values[name].rstrip(SEPARATOR)}" for name in order), TODAY
    )
    for udi in (scanned, printed):
        assert (udi.agency, udi.di, udi.di_valid) == (Agency.GS1, number, True)
        assert (udi.lot, udi.serial, udi.expiration_date, udi.warnings) == (lot, serial, expiry, ())


@given(hibc_identifier, hibc_words, hibc_words, days, days)
def test_a_hibc_gives_back_what_was_written(
    identifier: str, lot: str, serial: str, expiry: date, made: date
) -> None:
    text = f"+{identifier}/$$3{expiry:%y%m%d}{lot}/S{serial}/16D{made:%Y%m%d}"
    udi = parse(text + hibc_check_character(text), TODAY)
    assert (udi.agency, udi.di, udi.di_valid, udi.warnings) == (Agency.HIBCC, identifier, True, ())
    assert (udi.lot, udi.serial, udi.expiration_date, udi.manufacture_date) == (lot, serial, expiry, made)


@given(days)
def test_a_day_left_open_is_the_last_of_its_month(day: date) -> None:
    udi = parse(f"(01)09506000117843(17){day:%y%m}00", TODAY)
    assert udi.expiration_date == day.replace(day=monthrange(day.year, day.month)[1])


@given(st.dates(date(1900, 1, 1), date(2899, 12, 31)))
def test_a_year_of_three_digits_gives_back_its_day(day: date) -> None:
    udi = parse(f"=/A9999XYZ100T0944=>{day.year % 1000:03}{day:%j}", TODAY)
    assert udi.expiration_date == day


@given(gtin, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_warned_about(number: str, place: int, shift: int) -> None:
    digit = str((int(number[place]) + shift) % 10)
    assert not parse(f"(01){number[:place]}{digit}{number[place + 1 :]}", TODAY).di_valid


@given(hibc_identifier, st.data())
def test_one_wrong_character_is_warned_about(identifier: str, data: st.DataObject) -> None:
    """A blank is left out: where a form cut it off, any end may be right."""
    right = hibc_check_character(f"+{identifier}")
    wrong = data.draw(st.sampled_from([mark for mark in HIBC_CHARACTERS if mark not in (right, " ", "/")]))
    text = f"+{identifier}{wrong}"
    if hibc_check_character(text) != " ":
        assert not parse(text, TODAY).di_valid


def test_reading_takes_time_in_step_with_the_length() -> None:
    """Every text longer than the longest symbol is put aside before it is read."""
    assert parse("(01)" * 200_000, TODAY).agency is None
    assert parse(" " * 1_000_000, TODAY).agency is None
