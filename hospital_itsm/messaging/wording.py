"""The sentences for what cannot be taken as words of a message."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.messaging.rules.words import (
    BROKEN_LINE,
    EMPTY,
    LONG_PAGE,
    MOST,
    MOST_LINES,
    NEVER_PAGES,
    SOMETIMES,
    TOO_LONG,
    TOO_MANY,
    Fault,
    Names,
)

PLAIN: Final[Mapping[str, Promise]] = {
    EMPTY: gettext_lazy("Write a subject."),
    BROKEN_LINE: gettext_lazy("Write a single line, without characters that cannot be read."),
    NEVER_PAGES: gettext_lazy("Nobody is paged by this message. Leave this empty."),
    LONG_PAGE: gettext_lazy("With its values it is longer than a page can be. Write it shorter."),
}
PATIENT: Final = gettext_lazy("This looks like patient data. Write it without.")


def fault_words(field: str, fault: Fault, names: Names) -> str:
    """Why a field cannot be taken, and what can."""
    if fault.code in PLAIN:
        return str(PLAIN[fault.code])
    if fault.code == TOO_LONG:
        return _("Use at most %(most)d characters.") % {"most": MOST[field]}
    if fault.code == TOO_MANY:
        return _("Use at most %(most)d lines.") % {"most": MOST_LINES}
    if fault.code == SOMETIMES:
        said = _("%(names)s is not always known, so only the body may name it.")
        return said % {"names": braced(fault.names)}
    return unknown_words(fault, names)


def unknown_words(fault: Fault, names: Names) -> str:
    """Which names are unknown, and which are known."""
    if loose := [mark for mark in fault.names if mark in ("{{", "}}")]:
        return _("Close every pair of braces: %s stands alone.") % " ".join(loose)
    said = ngettext(
        "This message does not know %(names)s.", "This message does not know: %(names)s.", len(fault.names)
    ) % {"names": braced(fault.names)}
    known = _("It knows: %s.") % braced(sorted(names.every)) if names.every else _("It knows no names.")
    return f"{said} {known}"


def braced(names: "tuple[str, ...] | list[str]") -> str:
    """Names as they are written in the words."""
    return ", ".join(f"{{{{ {name} }}}}" for name in names)
