"""What triage adds to the queue: the way in."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from tickets.queue_parts import HEAD, AskedQueue


def head(asked: AskedQueue, actor: Any) -> dict[str, Any] | None:
    """Where triage of what is listed begins; ended tickets are not triaged."""
    if asked.view.with_ended:
        return None
    said = {"view": asked.view.code, "sort": asked.sort, "open": asked.given.get("open", "")}
    query = urlencode({name: value for name, value in said.items() if value})
    return {"url": f"{reverse('triage:start')}?{query}{'&' if asked.query else ''}{asked.query}"}


def register() -> None:
    """Called once when the app is ready."""
    panels.register(
        AskedQueue,
        panels.Panel(
            code="triage",
            title=_("Triage"),
            order=5,
            template="triage/_head.html",
            allowed=lambda user: can(user, "bulk.change"),
            load=head,
            part=HEAD,
        ),
    )
