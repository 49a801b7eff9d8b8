"""Finding similar reports within minutes, telling the duty manager of them once, and saying that they are none."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.continuity.actions.store import guarded
from hospital_itsm.continuity.queries.people import called_for
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import System, person
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.versions import refuse_overtaken
from hospital_itsm.outbox.tell import tell
from hospital_itsm.similar.models import GroupedTicket, SimilarGroup
from hospital_itsm.similar.queries import recent
from hospital_itsm.similar.rules import grouping
from tickets.queries.likeness import commonness
from tickets.rules.likeness import Problem

GATHERER: Final = System("similar-reports")
LOCK: Final = 0x51A11A2
JOINED: Final = "similar.join"
LONGEST_REASON: Final = 200
verbs.register(JOINED, gettext_lazy("found another report like these"))


@action("similar.find", gettext_lazy("found similar reports within minutes"))
def gather(*, actor: Any, now: datetime) -> int:
    """Put the reports of the last minutes into groups, tell of new ones, return how many tickets were put into one.

    One gatherer at a time, and a ticket is in one group at most. All of it or nothing is stored: whoever dies on the
    way has told nobody.
    """
    require(actor, "similar.gather")
    if not _is_alone():
        return 0
    tickets = {one.key: one for one in recent.ungrouped(now)}
    if not tickets:
        return 0
    groups = list(SimilarGroup.objects.live(now).select_related("service", "care_area").order_by("pk"))
    members = recent.members_of(groups)
    alike = grouping.likeness(commonness(), recent.spelled_alike([*tickets.values(), *members]))
    reports = recent.problems(tickets.values())
    count = 0
    for group, own in _with_members(groups, members):
        keys = grouping.joining(own, _place(group), reports.values(), alike)
        count += _join(group, [tickets[key] for key in keys], actor, now)
        reports = {key: one for key, one in reports.items() if key not in keys}
    for cluster in grouping.clusters(reports.values(), alike):
        count += _found(cluster.place, [tickets[key] for key in cluster.keys], actor, now)
    return count


@action("similar.dismiss", gettext_lazy("said that the similar reports are not one problem"))
def dismiss(
    pk: int, *, actor: Any, reason: str, version: int | None = None, phi_decision: str = ""
) -> SimilarGroup:
    """Say why they are not one problem: nobody is shown them any more, and further reports do not join.

    Raises SimilarGroup.DoesNotExist, Forbidden, StaleVersion, ValueRefused without a reason, Conflict where somebody
    said so before.
    """
    group: SimilarGroup = SimilarGroup.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=pk)
    require(actor, "similar.dismiss", group)
    refuse_overtaken(group, version)
    if group.dismissed_at is not None:
        raise Conflict(_("Somebody said before that these are not one problem."))
    needed = {"reason": _("Say why in one line.")}
    words = guarded({"reason": reason}, {"reason": LONGEST_REASON}, needed, phi_decision)["reason"]
    group.dismissed_at, group.dismissed_by, group.dismissed_reason = timezone.now(), person(actor), words
    group.version += 1
    group.save(update_fields=["dismissed_at", "dismissed_by", "dismissed_reason", "version"])
    record(actor, "similar.dismiss", group, {"reason": [None, free_text(words)]})
    return group


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _with_members(
    groups: Sequence[SimilarGroup], members: Sequence[Any]
) -> list[tuple[SimilarGroup, list[Problem]]]:
    by_group: dict[int, list[Any]] = defaultdict(list)
    for one in members:
        by_group[one.group].append(one)
    return [(group, list(recent.problems(by_group[group.pk]).values())) for group in groups]


def _place(group: SimilarGroup) -> grouping.Place:
    if group.service is not None:
        return grouping.SERVICE, group.service.code
    return grouping.UNIT, group.place.code


def _found(place: grouping.Place, tickets: Sequence[Any], actor: Any, now: datetime) -> int:
    """A new group, of which those on call for the house are told."""
    of_service = place[0] == grouping.SERVICE
    group = SimilarGroup.objects.create(
        service=tickets[0].service if of_service else None,
        care_area=None if of_service else tickets[0].care_area,
        found_at=now,
        last_at=tickets[-1].opened_at,
    )
    _put(group, tickets, now)
    record(actor, "similar.find", group, {"tickets": [None, _keys(tickets)]})
    tell(
        actor=actor,
        kind="similar.found",
        recipients=[one for one in called_for(now) if can(one, "similar.groups")],
        payload={"group": group.pk, "count": len(tickets)},
        dedupe=f"{group.key}:found",
    )
    return len(tickets)


def _join(group: SimilarGroup, tickets: Sequence[Any], actor: Any, now: datetime) -> int:
    if tickets:
        _put(group, tickets, now)
        group.last_at = max(group.last_at, tickets[-1].opened_at)
        group.version += 1
        group.save(update_fields=["last_at", "version"])
        record(actor, JOINED, group, {"tickets": [None, _keys(tickets)]})
    return len(tickets)


def _put(group: SimilarGroup, tickets: Sequence[Any], now: datetime) -> None:
    GroupedTicket.objects.bulk_create(
        GroupedTicket(group=group, ticket=one, joined_at=now) for one in tickets
    )


def _keys(tickets: Sequence[Any]) -> str:
    return ", ".join(one.key for one in tickets)
