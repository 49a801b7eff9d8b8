"""Links, followers, tickets that rest, a split, reports that look alike and a day of discovery, as people make them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assets.models import Service
from hospital_itsm.core import context
from hospital_itsm.core.access import can
from hospital_itsm.demo.hospital import teamwork
from hospital_itsm.demo.loaders.tickets import settle_messages
from hospital_itsm.demo.tickets import texts
from hospital_itsm.following.actions.follows import add_follower, follow
from hospital_itsm.following.actions.snoozes import snooze
from hospital_itsm.following.rules.snooze import must_be_seen, presets
from hospital_itsm.links.actions.links import make_link
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import CareArea, User
from hospital_itsm.privacy.actions.discoveries import set_discovery
from hospital_itsm.similar.actions.groups import GATHERER, gather
from hospital_itsm.splitting.actions.splitting import split
from tickets.actions.conversation import reply_as_requester
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.choices import CareAnswer, Kind
from tickets.models import Ticket

TITLES = {row.number: row.title for row in texts.WORDS}


def is_loaded() -> bool:
    """Is any of these reports in this database?"""
    titles = [row.title for row in (*teamwork.ALIKE, teamwork.PRIVACY, teamwork.SPLIT_OFF)]
    return Ticket.objects.filter(title__in=titles).exists()


def load() -> None:
    """Do it all now, with those tickets of the stories that are open and that their people still work."""
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people = {row.username: row for row in User.objects.filter(is_active=True)}
    with context.origin(channel="web"):
        _link(people)
        _follow(people)
        _rest(people)
        _split(people)
        _look_alike(people)
        _discover(people)
    settle_messages(timezone.now(), newest)


def _told(number: int) -> Ticket | None:
    """The ticket of a story, the newest where there are more."""
    found: Ticket | None = Ticket.objects.filter(title=TITLES[number]).order_by("-pk").first()
    return found


def _worked(number: int, actor: User | None) -> Ticket | None:
    """The open ticket of a story, where this person works it."""
    found = _told(number)
    if found is None or actor is None or not found.is_open:
        return None
    return found if can(actor, "ticket.work", found) else None


def _link(people: dict[str, User]) -> None:
    for number, relation, other, username in teamwork.LINKS:
        here, there = _worked(number, people.get(username)), _told(other)
        if here is not None and there is not None:
            make_link(here.key, actor=people[username], relation=relation, other=there.key)


def _follow(people: dict[str, User]) -> None:
    for username, numbers in teamwork.FOLLOWS:
        for number in numbers:
            found, actor = _told(number), people.get(username)
            if found is not None and actor is not None and can(actor, "follow.own", found):
                follow(found.key, actor=actor)
    for number, username, other in teamwork.LET_FOLLOW:
        found = _worked(number, people.get(username))
        if found is not None and other in people:
            add_follower(found.key, actor=people[username], username=other)


def _rest(people: dict[str, User]) -> None:
    now = timezone.now()
    times = presets(now, timezone.get_current_timezone())
    for number, username, until in teamwork.SNOOZES:
        found = _worked(number, people.get(username))
        if found is None or must_be_seen(priority=found.priority, due_at=found.next_due_at, now=now):
            continue
        snooze(found.key, actor=people[username], until=times[until])


def _split(people: dict[str, User]) -> None:
    source = _worked(teamwork.SPLIT, people.get(teamwork.SPLITTER))
    if source is None or source.requester is None:
        return
    reply_as_requester(source.key, actor=source.requester, text=teamwork.BESIDES)
    said = source.messages.order_by("-pk").values_list("pk", flat=True)[:1]
    split(
        source.key,
        actor=people[teamwork.SPLITTER],
        text=teamwork.SPLIT_OFF.text,
        title=teamwork.SPLIT_OFF.title,
        care_answer=CareAnswer.NOT_AFFECTED,
        messages=list(said),
        followers=True,
    )


def _look_alike(people: dict[str, User]) -> None:
    service = Service.objects.filter(code=teamwork.SERVICE).first()
    for row in teamwork.ALIKE:
        _report(row, people, care_answer=CareAnswer.SLOWER, service=service)
    gather(actor=GATHERER, now=timezone.now())


def _discover(people: dict[str, User]) -> None:
    made = _report(teamwork.PRIVACY, people, kind=Kind.PRIVACY, care_answer=CareAnswer.NOT_AFFECTED)
    actor = people.get(teamwork.SAID_BY)
    if made is not None and actor is not None:
        day = timezone.localdate() - timedelta(days=teamwork.KNOWN_SINCE)
        set_discovery(made, actor=actor, day=day, reason=teamwork.HOW_KNOWN)


def _report(row: teamwork.Report, people: dict[str, User], **values: Any) -> Ticket | None:
    reporter, area = people.get(row.reporter), CareArea.objects.filter(code=row.area).first()
    if reporter is None or area is None:
        return None
    place = Place(area, is_chosen=True)
    return report_problem(
        actor=reporter, title=row.title, text=row.text, place=place, callback=reporter.phone, **values
    )
