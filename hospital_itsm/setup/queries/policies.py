"""Promises as they hold: the newest version of each, and who still has an older one."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from tickets.choices import OPEN_STATES


def every_newest_policy() -> QuerySet[Any]:
    """One row for each policy, retired ones included, in the order they are tried."""
    from tickets.models import SlaPolicy

    newer = SlaPolicy.objects.filter(lineage=OuterRef("lineage"), version__gt=OuterRef("version"))
    return SlaPolicy.objects.filter(~Exists(newer)).order_by("position", "pk")


def newest_policies() -> QuerySet[Any]:
    """The policies that new tickets may get."""
    return every_newest_policy().filter(is_active=True)


def policy_versions(policy: Any) -> QuerySet[Any]:
    """All versions of a policy, newest first."""
    return type(policy).objects.filter(lineage=policy.lineage).order_by("-version")


def open_tickets_of_older(policy: Any) -> QuerySet[Any]:
    """Open tickets that have another version of this policy, the oldest first."""
    from tickets.models import Ticket

    held = Ticket.objects.filter(policy__lineage=policy.lineage, state__in=OPEN_STATES)
    return held.exclude(policy=policy).order_by("pk")


def countable_of_older(policy: Any) -> QuerySet[Any]:
    """Those of them that are not restricted: restricted ones are counted and listed for nobody here."""
    return open_tickets_of_older(policy).filter(is_restricted=False)


def calendars_behind(policies: Any) -> list[Any]:
    """Newest versions of calendars that targets of these policies count in an older version of."""
    from hospital_itsm.people.calendars import newest_calendars
    from tickets.models import SlaTarget

    used = SlaTarget.objects.filter(policy__in=policies)
    behind = used.filter(calendar__lineage=OuterRef("lineage")).exclude(calendar=OuterRef("pk"))
    return list(newest_calendars().filter(Exists(behind)))
