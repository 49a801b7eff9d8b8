"""What REST answers about major incidents, and what it takes."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from assets.models import Service
from hospital_itsm.continuity.actions.majors import TEXTS
from hospital_itsm.continuity.api.shapes import KEYS_MOST
from hospital_itsm.continuity.choices import DowntimeLevel, EntryKind, MajorState, MajorTrigger
from hospital_itsm.continuity.majors import children_of, impact_minutes_of
from hospital_itsm.continuity.models import MajorIncident
from hospital_itsm.continuity.rules.cadence import CADENCES
from hospital_itsm.core.rest.fields import Code, Flag, Instant, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.models import CareArea, User

CADENCE_CHOICES = [(one, str(one)) for one in CADENCES]
PEOPLE = User.objects.filter(is_active=True)


class NewMajor(StrictSerializer):
    """A proposal."""

    title = Text(max_length=TEXTS["title"])
    trigger = serializers.ChoiceField(MajorTrigger.choices)
    services = Code(many=True, queryset=Service.objects.all())
    care_areas = Code(many=True, queryset=CareArea.objects.all(), required=False)
    ticket = Text(max_length=20, required=False)
    began_at = Instant(required=False)
    phi_decision = Text(max_length=10, required=False)


class MajorValues(StrictSerializer):
    """What is changed; what is left out stays."""

    title = Text(max_length=TEXTS["title"])
    trigger = serializers.ChoiceField(MajorTrigger.choices)
    level = serializers.ChoiceField(DowntimeLevel.choices)
    cadence_minutes = serializers.ChoiceField(CADENCE_CHOICES)
    began_at = Instant()
    bridge = Text(max_length=TEXTS["bridge"], allow_blank=True)
    services = Code(many=True, queryset=Service.objects.all())
    care_areas = Code(many=True, queryset=CareArea.objects.all())


class MajorRoles(StrictSerializer):
    """Who does what, by user name; those left out stay."""

    commander = Code("username", queryset=PEOPLE, allow_null=True, required=False)
    communications = Code("username", queryset=PEOPLE, allow_null=True, required=False)
    scribe = Code("username", queryset=PEOPLE, allow_null=True, required=False)
    clinical_lead = Code("username", queryset=PEOPLE, allow_null=True, required=False)


class NewMajorUpdate(StrictSerializer):
    """An update; sending it again under the same token posts nothing."""

    token = Text(max_length=64)
    text = Text(max_length=400, required=False, allow_blank=True)
    template = Text(max_length=20, required=False, allow_blank=True)
    next_minutes = serializers.ChoiceField(CADENCE_CHOICES, required=False)
    phi_decision = Text(max_length=10, required=False)


class MajorNote(StrictSerializer):
    """A line of the timeline."""

    text = Text(max_length=400)
    is_key = Flag(required=False)
    phi_decision = Text(max_length=10, required=False)


class MajorTickets(StrictSerializer):
    """Tickets to tie."""

    tickets = serializers.ListField(child=Text(max_length=20), max_length=KEYS_MOST)


class MajorUnit(StrictSerializer):
    """How a unit works."""

    paper_from = Instant(allow_null=True)
    back_loaded_at = Instant(allow_null=True, required=False)


class MajorStandDown(StrictSerializer):
    """It works again."""

    restored_at = Instant()
    confirmed_with = Text(max_length=120)
    text = Text(max_length=400)
    token = Text(max_length=64)
    phi_decision = Text(max_length=10, required=False)


class MajorReview(StrictSerializer):
    """The review; what is left out stays."""

    root_cause = Text(max_length=2000, required=False, allow_blank=True)
    went_well = Text(max_length=2000, required=False, allow_blank=True)
    to_improve = Text(max_length=2000, required=False, allow_blank=True)
    is_hot_done = Flag(required=False)
    is_complete = Flag(required=False)
    phi_decision = Text(max_length=10, required=False)


class NewMajorAction(StrictSerializer):
    """Something to be done."""

    text = Text(max_length=200)
    owner = Code("username", queryset=PEOPLE)
    due_on = serializers.DateField()
    phi_decision = Text(max_length=10, required=False)


class MajorReason(StrictSerializer):
    """Why a proposal is declined."""

    reason = Text(max_length=200)


class MajorUnitShape(serializers.Serializer[Any]):
    """A unit that is hit."""

    care_area = serializers.CharField()
    paper_due = Instant()
    paper_from = Instant(allow_null=True)
    back_loaded_at = Instant(allow_null=True)


class MajorUpdateShape(serializers.Serializer[Any]):
    """What was posted."""

    id = serializers.IntegerField()
    body = serializers.CharField()
    is_no_change = serializers.BooleanField()
    posted_at = Instant()
    next_update_due = Instant(allow_null=True)
    tickets_to_tell = serializers.IntegerField(help_text="Tied tickets it has not reached yet.")


class MajorEntryShape(serializers.Serializer[Any]):
    """A line of the timeline."""

    kind = serializers.ChoiceField(EntryKind.choices)
    text = serializers.CharField()
    is_key = serializers.BooleanField()
    at = Instant()


class MajorActionShape(serializers.Serializer[Any]):
    """Something to be done."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    owner = serializers.CharField()
    due_on = serializers.DateField()
    done_at = Instant(allow_null=True)


class MajorRow(serializers.Serializer[Any]):
    """A major incident in a list."""

    id = serializers.IntegerField()
    key = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(MajorState.choices)
    trigger = serializers.ChoiceField(MajorTrigger.choices)
    level = serializers.IntegerField()
    services = serializers.ListField(child=serializers.CharField())
    care_areas = serializers.ListField(child=serializers.CharField(), help_text="None means everywhere.")
    commander = serializers.CharField(allow_null=True)
    began_at = Instant()
    proposed_at = Instant()
    promoted_at = Instant(allow_null=True)
    restored_at = Instant(allow_null=True)
    stood_down_at = Instant(allow_null=True)
    next_update_due = Instant(allow_null=True)
    review_due_on = serializers.DateField(allow_null=True)
    reviewed_at = Instant(allow_null=True)
    version = serializers.IntegerField()


class MajorShape(MajorRow):
    """A major incident with all that belongs to it."""

    communications = serializers.CharField(allow_null=True)
    scribe = serializers.CharField(allow_null=True)
    clinical_lead = serializers.CharField(allow_null=True)
    bridge = serializers.CharField()
    cadence_minutes = serializers.IntegerField()
    clinical_impact_minutes = serializers.IntegerField()
    units = MajorUnitShape(many=True)
    outages = serializers.ListField(child=serializers.IntegerField())
    notices = serializers.ListField(child=serializers.IntegerField())
    tickets = serializers.ListField(child=serializers.CharField(), help_text="Tied ones the caller sees.")
    updates = MajorUpdateShape(many=True)
    timeline = MajorEntryShape(many=True)
    actions = MajorActionShape(many=True)
    hot_review_due = Instant(allow_null=True)
    hot_reviewed_at = Instant(allow_null=True)
    root_cause = serializers.CharField()
    went_well = serializers.CharField()
    to_improve = serializers.CharField()


def name_of(user: Any) -> str | None:
    """The user name, None for nobody."""
    return user.username if user else None


def major_row(row: MajorIncident) -> dict[str, Any]:
    """A major incident in a list."""
    times = ("promoted_at", "restored_at", "stood_down_at", "next_update_due", "reviewed_at")
    return {
        **{name: getattr(row, name) for name in ("key", "title", "state", "trigger", "level", "version")},
        "id": row.pk,
        "services": sorted(one.code for one in row.services.all()),
        "care_areas": sorted(one.care_area.code for one in row.areas.all()),
        "commander": name_of(row.commander),
        "began_at": in_utc(row.began_at),
        "proposed_at": in_utc(row.proposed_at),
        **{name: in_utc_or_none(getattr(row, name)) for name in times},
        "review_due_on": row.review_due_on.isoformat() if row.review_due_on else None,
    }


def major_data(row: MajorIncident, actor: Any, now: datetime, waits: Any) -> dict[str, Any]:
    """A major incident with all that belongs to it; `waits` counts what an update has not reached yet."""
    areas = list(row.areas.all())
    for one in areas:
        one.major = row
    written = ("bridge", "cadence_minutes", "root_cause", "went_well", "to_improve")
    return {
        **major_row(row),
        **{name: name_of(getattr(row, name)) for name in ("communications", "scribe", "clinical_lead")},
        **{name: getattr(row, name) for name in written},
        "clinical_impact_minutes": impact_minutes_of(row, areas, now).whole,
        "units": [unit_data(one) for one in areas],
        "outages": sorted(one.pk for one in row.outages.all()),
        "notices": sorted(one.pk for one in row.notices.all()),
        "tickets": [one.ticket.key for one in children_of(row, actor)[0]],
        "updates": [update_data(one) for one in row.updates.annotate(waits=waits)],
        "timeline": [entry_data(one) for one in row.timeline.order_by("at", "id")],
        "actions": [action_data(one) for one in row.actions.select_related("owner")],
        "hot_review_due": in_utc_or_none(row.hot_review_due),
        "hot_reviewed_at": in_utc_or_none(row.hot_reviewed_at),
    }


def unit_data(row: Any) -> dict[str, Any]:
    """A unit that is hit."""
    return {
        "care_area": row.care_area.code,
        "paper_due": in_utc(row.paper_due),
        "paper_from": in_utc_or_none(row.paper_from),
        "back_loaded_at": in_utc_or_none(row.back_loaded_at),
    }


def update_data(row: Any) -> dict[str, Any]:
    """What was posted."""
    return {
        "id": row.pk,
        "body": row.body,
        "is_no_change": row.is_no_change,
        "posted_at": in_utc(row.posted_at),
        "next_update_due": in_utc_or_none(row.next_update_due),
        "tickets_to_tell": row.waits,
    }


def entry_data(row: Any) -> dict[str, Any]:
    """A line of the timeline."""
    return {"kind": row.kind, "text": row.text, "is_key": row.is_key, "at": in_utc(row.at)}


def action_data(row: Any) -> dict[str, Any]:
    """Something to be done."""
    return {
        "id": row.pk,
        "text": row.text,
        "owner": row.owner.username,
        "due_on": row.due_on.isoformat(),
        "done_at": in_utc_or_none(row.done_at),
    }
