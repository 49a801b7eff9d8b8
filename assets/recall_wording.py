"""Words for why a device is in or out of a recall."""

from typing import Final

from django.utils.translation import gettext_lazy

from assets.rules.matching import Reason, Why
from assets.rules.openfda import Fault

REASONS: Final = {
    Why.DI_EQUAL: gettext_lazy("The device identifier is in the notice: %(value)s"),
    Why.DI_CHECK_WRONG: gettext_lazy("The check digit of this identifier in the notice is wrong"),
    Why.DI_DIFFERS: gettext_lazy("The device identifier %(value)s is not in the notice"),
    Why.DI_UNKNOWN: gettext_lazy("Our record has no device identifier. Read the label"),
    Why.REFERENCE_EQUAL: gettext_lazy("Model or catalog number %(value)s is in the notice"),
    Why.REFERENCE_LONGER: gettext_lazy(
        "The notice names %(value)s with more words behind. It may be another variant"
    ),
    Why.MODEL_MENTIONED: gettext_lazy("The text of the notice mentions %(value)s"),
    Why.NAME_SIMILAR: gettext_lazy("The product name is like %(value)s"),
    Why.MAKER_SAME: gettext_lazy("Same maker: %(value)s"),
    Why.MAKER_UNKNOWN: gettext_lazy("Our record has no maker"),
    Why.MAKER_SIMILAR: gettext_lazy("The maker's name is similar: %(value)s"),
    Why.PRODUCT_CODE_EQUAL: gettext_lazy("Same FDA product code: %(value)s"),
    Why.ALL_UNITS: gettext_lazy("The notice covers all units"),
    Why.NO_LIMITS_READ: gettext_lazy(
        "No serial numbers, lots, versions or dates could be read from the notice"
    ),
    Why.HAS_EXCEPTIONS: gettext_lazy("The notice names exceptions. Read it"),
    Why.SERIAL_LISTED: gettext_lazy("Serial number %(value)s is listed"),
    Why.SERIAL_NOT_LISTED: gettext_lazy("Serial number %(value)s is not listed"),
    Why.SERIAL_UNKNOWN: gettext_lazy("The serial number is missing or does not compare. Read the label"),
    Why.SERIAL_LIST_UNREAD: gettext_lazy("The notice limits serial numbers in a way that could not be read"),
    Why.LOT_LISTED: gettext_lazy("Lot %(value)s is listed"),
    Why.LOT_NOT_LISTED: gettext_lazy("Lot %(value)s is not listed"),
    Why.LOT_UNKNOWN: gettext_lazy("The lot is missing or does not compare. Read the label"),
    Why.LOT_LIST_UNREAD: gettext_lazy("The notice limits lots in a way that could not be read"),
    Why.VERSION_IN_RANGE: gettext_lazy("Version %(value)s is affected"),
    Why.VERSION_OUT_OF_RANGE: gettext_lazy("Version %(value)s is not affected"),
    Why.VERSION_UNKNOWN: gettext_lazy("Our record has no software version"),
    Why.MADE_IN_RANGE: gettext_lazy("Made on %(value)s, which is affected"),
    Why.MADE_OUT_OF_RANGE: gettext_lazy("Made on %(value)s, which is not affected"),
    Why.MADE_UNKNOWN: gettext_lazy("Our record has no date of manufacture"),
    Why.LIMITS_DISAGREE: gettext_lazy("These limits contradict each other. A person decides"),
}

FAULTS: Final = {
    Fault.NOT_A_RECORD: gettext_lazy("This row cannot be read. It was left out"),
    Fault.NUMBER_MISSING: gettext_lazy("The recall number is missing. The row was left out"),
    Fault.NUMBER_MALFORMED: gettext_lazy("This is no recall number of a device. The row was left out"),
    Fault.NOTHING_DESCRIBED: gettext_lazy("Neither product nor codes are given. The row was left out"),
    Fault.DATE_IMPOSSIBLE: gettext_lazy("This date does not exist and was left out"),
    Fault.CLASS_UNKNOWN: gettext_lazy("This class is not known; the notice runs as not classified"),
    Fault.STATUS_UNKNOWN: gettext_lazy("This status is not known and was left out"),
    Fault.FIELD_MALFORMED: gettext_lazy("This value has another form than expected and was left out"),
    Fault.TEXT_CUT: gettext_lazy("This text is longer than we keep and was cut"),
    "refused": gettext_lazy("This row was left out because of the fields named"),
}
FAILURES: Final = {
    "empty": gettext_lazy("The file is empty. Choose another."),
    "not-json": gettext_lazy("The file is no JSON. Download it again from openFDA."),
    "no-results": gettext_lazy("The file has no list of results. Download it again from openFDA."),
    "not-csv": gettext_lazy("The file is no CSV file. Save it as CSV, UTF-8."),
    "columns-missing": gettext_lazy("The heading line needs at least the columns firm and product."),
    "file-gone": gettext_lazy("The file is not in the storage any more. Send it again."),
    "unexpected": gettext_lazy(
        "Something went wrong on our side. Send it again; if that fails too, tell the desk."
    ),
}


def reason_words(reason: Reason) -> str:
    """One ground in words."""
    return str(REASONS[reason.why]) % {"value": reason.value}
