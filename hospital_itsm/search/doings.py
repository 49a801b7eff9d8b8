"""What the palette offers to do: links to forms, and one press where a page has the same button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.access import can


@dataclass(frozen=True)
class Doing:
    """One action; `is_post` for those that a button of a form does."""

    code: str
    label: "str | Promise"
    icon: str
    url_name: str
    allowed: Callable[[Any], bool]
    is_post: bool = False

    @property
    def url(self) -> str:
        """Where it is done."""
        return reverse(self.url_name)


_DOINGS = (
    Doing("new", _("New ticket"), "plus", "tickets:report", lambda actor: can(actor, "ticket.mine")),
    Doing(
        "next",
        _("Take next"),
        "player-track-next",
        "tickets:take_next",
        lambda actor: can(actor, "ticket.take"),
        is_post=True,
    ),
    Doing(
        "glossary", _("Glossary"), "book-2", "glossary:glossary", lambda actor: can(actor, "glossary.read")
    ),
    Doing("me", _("My settings"), "settings", "people:me", lambda actor: can(actor, "people.me")),
)


def doings_for(actor: Any) -> list[Doing]:
    """The actions this person may take."""
    return [doing for doing in _DOINGS if doing.allowed(actor)]
