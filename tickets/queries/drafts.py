"""Reading what somebody typed and has not sent."""

import json
from typing import Any

from hospital_itsm.core.crypto import Unreadable, unseal


def read_draft(user: Any, scope: str) -> dict[str, str]:
    """The fields of the person's draft in a scope (`report`, or a ticket key with a mode); empty when there is none.

    A draft sealed under a key that is gone reads as none: it must not stop the page.
    """
    from tickets.models import Draft

    sealed = Draft.objects.filter(user=user, scope=scope).values_list("sealed", flat=True).first()
    return opened(sealed)


def opened(sealed: Any) -> dict[str, str]:
    """The fields of a sealed draft; None and what no key opens read as none."""
    if sealed is None:
        return {}
    try:
        return dict(json.loads(unseal(bytes(sealed))))
    except (Unreadable, ValueError):
        return {}
