"""The words of deliveries: why one was not taken."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.feed.kinds import Kind
from hospital_itsm.webhooks.sending import REFUSED

CODES: Final[dict[str, Promise]] = {
    REFUSED: gettext_lazy(
        "The name leads into our own network, or the address may not be called. Nothing was sent."
    ),
    "NameNotFound": gettext_lazy("Nobody knows the name of the address."),
    "TooSlow": gettext_lazy("The answer took too long."),
    "TimeoutError": gettext_lazy("No answer in time."),
    "TooLarge": gettext_lazy("The answer was too long."),
    "ConnectionRefusedError": gettext_lazy("Nothing listens there."),
    "SSLCertVerificationError": gettext_lazy(
        "The certificate is not for this name, or nobody we trust signed it."
    ),
}


def words(code: str, status: int | None) -> str:
    """How the latest attempt ended: the status, or why there is none."""
    if status is not None:
        return _("Answer %(status)d") % {"status": status}
    if not code:
        return ""
    return str(CODES.get(code, _("The connection failed.")))


def kind_words(kind: Kind) -> str:
    """A kind of the feed, with its code as it stands in deliveries."""
    name = str(kind.model._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]} ({kind.code})"
