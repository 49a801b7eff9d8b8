"""The end of a major incident: standing down, the review with its actions, and what becomes of them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.continuity.actions import store
from hospital_itsm.continuity.actions.majors import lock_major, note_moment, tell_people
from hospital_itsm.continuity.actions.outages import end_outage
from hospital_itsm.continuity.actions.updates import publish
from hospital_itsm.continuity.choices import EntryKind, MajorState
from hospital_itsm.continuity.models import MajorAction, MajorIncident
from hospital_itsm.continuity.queries.people import called_for
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.worktime import close_of_business_day
from hospital_itsm.people.calendars import newest_calendars
from hospital_itsm.people.models import User
from tickets.actions.notices import end_notice

HOT_REVIEW_DAYS: Final = 2
REVIEW_WITHIN: Final = timedelta(days=10)
"""The hot review within two business days, the review within ten days (domain/2 §2.4)."""
BUSINESS: Final = "BUS"
WORDS: Final = {"root_cause": 2000, "went_well": 2000, "to_improve": 2000}
REVIEWABLE: Final = (MajorState.ACTIVE, MajorState.STOOD_DOWN)


@action("major.stand_down", gettext_lazy("stood the major incident down"))
def stand_down(
    pk: int,
    *,
    actor: Any,
    restored_at: datetime,
    confirmed_with: str,
    text: str,
    token: str,
    version: int | None = None,
    phi_decision: str = "",
) -> MajorIncident:
    """Say that it works again: the last update goes to everybody, its notices and outages end, the review is due.

    `confirmed_with` names who of the units confirmed it. Raises as `declare`, ValueRefused; Conflict where nobody is
    the clinical lead although units are hit.
    """
    major = lock_major(pk, actor, version, MajorState.ACTIVE)
    require(actor, "major.work", major)
    now = timezone.now()
    if major.areas.exists() and major.clinical_lead is None:
        raise Conflict(
            _("Name the clinical lead first: units are hit, and somebody of theirs confirms that it works.")
        )
    errors = {}
    if not major.began_at <= restored_at <= now:
        errors["restored_at"] = _("Give a time between the beginning and now.")
    given, most = {"confirmed_with": confirmed_with}, {"confirmed_with": 120}
    mend = {"confirmed_with": _("Name who confirmed that it works.")}
    confirmed = store.guarded(given, most, mend, phi_decision, errors)["confirmed_with"]
    publish(major, text, actor=actor, token=token, due=None, phi_decision=phi_decision)
    _end_all(major, restored_at, actor)
    business = newest_calendars().get(lineage=BUSINESS).as_value()
    values = {
        "state": MajorState.STOOD_DOWN.value,
        "restored_at": restored_at,
        "stood_down_at": now,
        "next_update_due": None,
        "summary_due": None,
        "hot_review_due": close_of_business_day(business, now, HOT_REVIEW_DAYS),
        "review_due_on": timezone.localdate(now) + REVIEW_WITHIN,
    }
    changes = store.put(major, values) | store.put(major, {"confirmed_with": confirmed}, ["confirmed_with"])
    store.save(major, changes, actor=actor, verb="major.stand_down")
    note_moment(major, EntryKind.STOOD_DOWN, actor, now, is_key=True)
    tell_people(major, "major.stood_down", called_for(now), actor=actor, dedupe="stood_down")
    return major


@action("major.write_review", gettext_lazy("wrote the review"))
def write_review(
    pk: int,
    *,
    actor: Any,
    words: Mapping[str, str],
    is_hot_done: bool = False,
    is_complete: bool = False,
    version: int | None = None,
    phi_decision: str = "",
) -> MajorIncident:
    """Write root cause, what went well and what to improve; `is_complete` closes the review.

    It closes with a root cause and all paper entered again. Raises as `stand_down`.
    """
    major = lock_major(pk, actor, version, MajorState.STOOD_DOWN)
    require(actor, "major.work", major)
    store.refuse_unknown(words, WORDS)
    now = timezone.now()
    mend = (
        {"root_cause": _("Write the root cause, or that it was looked for and not found.")}
        if is_complete
        else {}
    )
    done = store.guarded(words, WORDS, mend, phi_decision)
    changes = store.put(major, done, done)
    if is_hot_done and major.hot_reviewed_at is None:
        changes |= store.put(major, {"hot_reviewed_at": now})
    if is_complete:
        _refuse_open_paper(major)
        if not major.root_cause:
            raise ValueRefused(mend)
        values = {"state": MajorState.REVIEWED.value, "reviewed_at": now, "reviewed_by": actor}
        changes |= store.put(major, values)
        note_moment(major, EntryKind.REVIEWED, actor, now, is_key=True)
    if changes:
        store.save(major, changes, actor=actor, verb="major.write_review")
    return major


@action("major.add_action", gettext_lazy("gave somebody an action"))
def add_action(
    pk: int,
    *,
    actor: Any,
    text: str,
    owner: User,
    due_on: date,
    phi_decision: str = "",
) -> MajorAction:
    """Give somebody an action with its day; they are told. Raises as `stand_down`."""
    major = lock_major(pk, actor, None, *REVIEWABLE, MajorState.REVIEWED)
    require(actor, "major.work", major)
    errors = {}
    if not can(owner, "major.read"):
        errors["owner"] = _("%(name)s may not do this. Name somebody else.") % {"name": owner.display_name}
    if due_on < timezone.localdate():
        errors["due_on"] = _("Give a day that is still to come.")
    mend = {"text": _("Say what is to be done.")}
    words = store.guarded({"text": text}, {"text": 200}, mend, phi_decision, errors)["text"]
    made = MajorAction.objects.create(major=major, text=words, owner=owner, due_on=due_on)
    facts = {"action": made.pk, "text": free_text(words), "owner": [None, owner.username]}
    record(actor, "major.add_action", major, {**facts, "due_on": [None, due_on.isoformat()]})
    tell_people(major, "major.action", [owner], actor=actor, dedupe=f"action:{made.pk}", due=noon(due_on))
    return made


@action("major.finish_action", gettext_lazy("finished an action"))
def finish_action(pk: int, number: int, *, actor: Any) -> MajorAction:
    """Say that an action is done: its owner, or who works major incidents. Raises DoesNotExist, Forbidden, Conflict."""
    major = lock_major(pk, actor, None, *REVIEWABLE, MajorState.REVIEWED)
    row: MajorAction = major.actions.select_for_update(of=("self",)).get(pk=number)
    if row.owner_id != getattr(actor, "pk", None):
        require(actor, "major.work", major)
    if row.done_at is not None:
        raise Conflict(_("This action is done already."))
    row.done_at = timezone.now()
    row.save(update_fields=["done_at"])
    record(actor, "major.finish_action", major, {"action": row.pk})
    return row


@step
def noon(day: date) -> datetime:
    """The instant that messages name for a day."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)


def _end_all(major: MajorIncident, restored_at: datetime, actor: Any) -> None:
    for notice in major.notices.filter(ended_at__isnull=True).order_by("pk"):
        end_notice(notice.pk, actor=actor)
    for outage in major.outages.running().filter(began_at__lt=restored_at).order_by("pk"):
        end_outage(outage.pk, actor=actor, ended_at=restored_at)


def _refuse_open_paper(major: MajorIncident) -> None:
    rows = major.areas.filter(paper_from__isnull=False, back_loaded_at__isnull=True)
    open_one = rows.select_related("care_area").first()
    if open_one is not None:
        words = _("%(unit)s has not entered its paper yet. Note when it did, then close the review.")
        raise Conflict(words % {"unit": open_one.care_area.name})
