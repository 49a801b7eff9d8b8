"""What rests, and what came back."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from hospital_itsm.following.choices import Ending
from hospital_itsm.following.rules.snooze import MOST_URGENT
from tickets.queries.queue_views import Moment


def rest_of(ticket: Any) -> Any:
    """The running rest of a ticket with who chose it, or None."""
    from hospital_itsm.following.models import Snooze

    return Snooze.objects.running().filter(ticket=ticket).select_related("by").first()


def resting(actor: Any, when: Moment) -> Q:
    """The condition that a ticket rests, whether it is out of sight or too urgent for that."""
    from hospital_itsm.following.models import Snooze

    return Q(pk__in=Snooze.objects.running().filter(until__gt=when.now).values("ticket"))


def out_of_sight(when: Moment) -> Q:
    """The condition of `rules.snooze.is_out_of_sight`: read once a statement, from the few that rest."""
    from hospital_itsm.following.models import Snooze

    calm = Q(ticket__priority__gt=MOST_URGENT, ticket__next_due_at__gte=when.soon)
    return Q(pk__in=Snooze.objects.running().filter(calm, until__gt=when.now).values("ticket"))


def marks() -> dict[str, Any]:
    """What a row of the queue says of it: until when it rests, or that it came back and nobody touched it since."""
    from hospital_itsm.following.models import Snooze

    now, of_ticket = timezone.now(), Snooze.objects.filter(ticket=OuterRef("pk"))
    over = Q(ended_at__isnull=True, until__lte=now)
    back = over | Q(ending__in=(Ending.OVER, Ending.ANSWERED), back_version=OuterRef("version"))
    return {
        "rests_until": Subquery(of_ticket.running().filter(until__gt=now).values("until")[:1]),
        "is_back": Exists(of_ticket.filter(back)),
    }
