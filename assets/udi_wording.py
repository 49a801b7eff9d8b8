"""Words for what reading a device identifier warns about."""

from typing import Final

from django.utils.translation import gettext_lazy

from assets.rules.udi import Warn

WARNINGS: Final = {
    Warn.CHECK_CHARACTER_WRONG: gettext_lazy("The check character is wrong. Compare it with the label"),
    Warn.CHECK_CHARACTER_MISSING: gettext_lazy("The check character is missing"),
    Warn.IDENTIFIER_MISSING: gettext_lazy("The device identifier is missing. Scan the other bar code too"),
    Warn.IDENTIFIER_MALFORMED: gettext_lazy("The device identifier does not have the usual form"),
    Warn.ZEROS_LOST: gettext_lazy("Leading zeros were missing and have been added"),
    Warn.DATE_IMPOSSIBLE: gettext_lazy("This date does not exist and was left out"),
    Warn.DATE_HAS_EIGHT_DIGITS: gettext_lazy("This date has 8 digits where 6 belong and was left out"),
    Warn.VALUE_TOO_LONG: gettext_lazy("This part is longer than it may be. A separator may be missing"),
    Warn.VALUE_EMPTY: gettext_lazy("This part is empty"),
    Warn.VALUE_MALFORMED: gettext_lazy("This part does not have the usual form"),
    Warn.SEGMENT_UNKNOWN: gettext_lazy("This part is not known and was not read"),
    Warn.SEGMENT_REPEATED: gettext_lazy("This part occurs twice with different values. The first was kept"),
    Warn.NOT_RECOGNIZED: gettext_lazy(
        "This is no device identifier of GS1, HIBCC or ICCBBA. Scan the symbol again, or type the text below it"
    ),
    Warn.DAMAGED_BY_SPREADSHEET: gettext_lazy(
        "A spreadsheet has shortened this number, and digits are lost. Scan the symbol again"
    ),
}
