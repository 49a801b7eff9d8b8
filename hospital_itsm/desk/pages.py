"""What this package adds to the queue: saved views in the side bar, and the buttons that save them."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, panels
from hospital_itsm.desk import shown
from hospital_itsm.desk.look import look
from tickets.queue_parts import HEAD, SIDE, AskedQueue, lay_out, lead_home


def register() -> None:
    """Called once when the app is ready."""
    for part, template, load in (
        (SIDE, "desk/_side.html", shown.side),
        (HEAD, "desk/_head.html", shown.head),
    ):
        panels.register(
            AskedQueue,
            panels.Panel(
                code=f"saved_views_{part}",
                title=_("Saved views"),
                order=10,
                template=template,
                allowed=lambda user: access.can(user, "view.read"),
                load=load,
                part=part,
            ),
        )
    lead_home(shown.home)
    lay_out(look)
