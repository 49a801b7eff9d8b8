"""What reading a device identifier gives, and the notes taken while reading."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Agency(StrEnum):
    """Who issued the identifier."""

    GS1 = "GS1"
    HIBCC = "HIBCC"
    ICCBBA = "ICCBBA"


class Warn(StrEnum):
    """Why a person should look twice."""

    CHECK_CHARACTER_WRONG = "check-character-wrong"
    CHECK_CHARACTER_MISSING = "check-character-missing"
    IDENTIFIER_MISSING = "identifier-missing"
    IDENTIFIER_MALFORMED = "identifier-malformed"
    ZEROS_LOST = "leading-zeros-lost"
    DATE_IMPOSSIBLE = "date-impossible"
    DATE_HAS_EIGHT_DIGITS = "date-has-eight-digits"
    VALUE_TOO_LONG = "value-too-long"
    VALUE_EMPTY = "value-empty"
    VALUE_MALFORMED = "value-malformed"
    SEGMENT_UNKNOWN = "segment-unknown"
    SEGMENT_REPEATED = "segment-repeated"
    NOT_RECOGNIZED = "not-recognized"
    DAMAGED_BY_SPREADSHEET = "damaged-by-spreadsheet"


@dataclass(frozen=True)
class Finding:
    """One warning: what, and in which segment ("" for the whole)."""

    code: Warn
    segment: str = ""


@dataclass(frozen=True)
class Segment:
    """One part as it was read: its identifier (`17`, `$$3`, `=>`) and its raw value."""

    identifier: str
    value: str


@dataclass(frozen=True)
class Udi:
    """A device identifier taken apart; empty text and None where the label says nothing that is certain.

    `agency` is None where no agency's form was recognized. `di_valid` tells whether the check digit, the check
    character or, for ICCBBA, the form is right.
    """

    agency: Agency | None
    di: str = ""
    di_valid: bool = False
    lot: str = ""
    serial: str = ""
    expiration_date: date | None = None
    manufacture_date: date | None = None
    donation_id: str = ""
    raw_segments: tuple[Segment, ...] = ()
    warnings: tuple[Finding, ...] = ()


@dataclass
class Notes:
    """Fields, segments and warnings collected while reading; what was read first stands."""

    segments: list[Segment] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)

    def warn(self, code: Warn, segment: str = "") -> None:
        """Note a warning once."""
        finding = Finding(code, segment)
        if finding not in self.warnings:
            self.warnings.append(finding)

    def keep(self, identifier: str, value: str) -> None:
        """Note a segment as it was read."""
        self.segments.append(Segment(identifier, value))

    def set_text(self, name: str, value: str, segment: str) -> None:
        """Set a field; an empty value and a second, different one are warned about."""
        if not value:
            self.warn(Warn.VALUE_EMPTY, segment)
        elif self.texts.setdefault(name, value) != value:
            self.warn(Warn.SEGMENT_REPEATED, segment)

    def set_date(self, name: str, value: date | None, segment: str) -> None:
        """Set a date; one that does not exist and a second, different one are warned about."""
        if value is None:
            self.warn(Warn.DATE_IMPOSSIBLE, segment)
        elif self.dates.setdefault(name, value) != value:
            self.warn(Warn.SEGMENT_REPEATED, segment)

    def udi(self, agency: Agency, di: str, di_valid: bool) -> Udi:
        """What was read."""
        return Udi(
            agency=agency,
            di=di,
            di_valid=di_valid,
            lot=self.texts.get("lot", ""),
            serial=self.texts.get("serial", ""),
            expiration_date=self.dates.get("expiration"),
            manufacture_date=self.dates.get("manufacture"),
            donation_id=self.texts.get("donation", ""),
            raw_segments=tuple(self.segments),
            warnings=tuple(self.warnings),
        )
