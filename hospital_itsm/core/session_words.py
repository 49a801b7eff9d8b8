"""Words somebody typed that a sign-in keeps for a while: sealed, because sessions lie in the database in clear."""

from typing import Any

from hospital_itsm.core.crypto import Unreadable, seal, unseal


def keep(session: Any, name: str, text: str) -> None:
    """Keep a text under a name; the same again writes nothing."""
    if kept(session, name) != text:
        session[name] = seal(text).decode("ascii") if text else ""


def kept(session: Any, name: str) -> str:
    """The text kept under a name; none, and what no key opens any more, reads as empty."""
    sealed = session.get(name, "")
    try:
        return unseal(sealed.encode("ascii")) if sealed else ""
    except (Unreadable, UnicodeEncodeError):
        return ""
