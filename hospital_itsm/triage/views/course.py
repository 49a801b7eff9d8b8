"""The list somebody goes through, kept with their sign-in: it stands still while tickets come and change."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from hospital_itsm.core import session_words

KEPT, BACK, LAST = "triage", "triage_back", "triage_last"
MOST: Final = 200


def begin(request: HttpRequest, keys: Sequence[str], back: str) -> None:
    """Go through these; what was done last in another list is not offered any more."""
    request.session[KEPT] = {"keys": list(keys)}
    session_words.keep(request.session, BACK, back)
    request.session.pop(LAST, None)


def keys_of(request: HttpRequest) -> list[str]:
    """The numbers of the list, none before one was begun."""
    return list(request.session.get(KEPT, {}).get("keys", []))


def back_of(request: HttpRequest) -> str:
    """The queue the list was taken from."""
    return session_words.kept(request.session, BACK) or reverse("tickets:queue")


def note_last(request: HttpRequest, done: Mapping[str, Any] | None) -> None:
    """Keep what the last decision needs to be taken back; nothing where there is nothing to take back."""
    request.session[LAST] = dict(done) if done else None


def last_of(request: HttpRequest) -> dict[str, Any] | None:
    """What the last decision needs to be taken back."""
    last: dict[str, Any] | None = request.session.get(LAST)
    return last


def page_of(key: str, *, stays: bool) -> str:
    """The address of a ticket in triage, or of the end where there is no ticket."""
    page = reverse("triage:ticket", args=[key]) if key else reverse("triage:over")
    return f"{page}?stay=1" if stays else page
