"""What REST answers about tickets, for the schema; `ticket_data` and its siblings build it."""

from typing import Any

from rest_framework import serializers

from hospital_itsm.core.rest.fields import Instant
from tickets.choices import CareAnswer, Kind, MessageKind, MissReason, Outcome, Priority, Source, State

DESK = "Only for accounts that work tickets."


class Named(serializers.Serializer[Any]):
    """A code and what it is called."""

    code = serializers.CharField()
    name = serializers.CharField()


class AssetNamed(serializers.Serializer[Any]):
    """The tag of a device and what it is called."""

    tag = serializers.CharField()
    name = serializers.CharField()


class PersonNamed(serializers.Serializer[Any]):
    """A user name and the person's name."""

    username = serializers.CharField()
    name = serializers.CharField()


class NextAction(serializers.Serializer[Any]):
    """A step this caller may take now: POST it to `actions/{verb}/`."""

    verb = serializers.CharField()
    to = serializers.ChoiceField(
        State.choices, allow_null=True, help_text="Null where it leads back to the state before."
    )
    needs = serializers.ListField(child=serializers.CharField())


class ExternalNumberShown(serializers.Serializer[Any]):
    """The number another system knows the ticket by."""

    system = serializers.CharField()
    id = serializers.CharField()


def desk(field: type[serializers.Field[Any, Any, Any, Any]], **kwargs: Any) -> Any:
    """A field that is absent for accounts that do not work tickets."""
    return field(required=False, help_text=DESK, **kwargs)


class TicketRow(serializers.Serializer[Any]):
    """A ticket in a list. Fields that say so are absent for accounts that do not work tickets."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    title = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    state_words = serializers.CharField(help_text="The state in the caller's words.")
    version = serializers.IntegerField(help_text="The number in the ETag.")
    is_restricted = serializers.BooleanField()
    care_area = Named(allow_null=True)
    room = serializers.CharField()
    asset = AssetNamed(allow_null=True)
    device_text = serializers.CharField(help_text="What was typed where no device was found.")
    service = Named(allow_null=True)
    team = Named(allow_null=True)
    assignee_name = serializers.CharField(allow_null=True)
    reporters_count = serializers.IntegerField()
    opened_at = Instant()
    promised_update_at = Instant(allow_null=True)
    planned_for = Instant(allow_null=True)
    restored_at = Instant(allow_null=True)
    resolved_at = Instant(allow_null=True)
    closed_at = Instant(allow_null=True)
    merged_into = serializers.CharField(
        allow_null=True, help_text="Key of the ticket that goes on, for who sees it."
    )
    next_actions = NextAction(many=True)
    requester = PersonNamed(allow_null=True, required=False, help_text="Also for the requester.")
    callback = serializers.CharField(required=False, help_text="Also for the requester.")
    external_refs = ExternalNumberShown(many=True, required=False)
    source = desk(serializers.ChoiceField, choices=Source.choices)
    priority = desk(serializers.ChoiceField, choices=Priority.choices)
    impact = desk(serializers.IntegerField)
    urgency = desk(serializers.IntegerField)
    care_answer = desk(serializers.ChoiceField, choices=CareAnswer.choices, allow_blank=True)
    is_patient_safety = desk(serializers.BooleanField)
    is_name_unverified = desk(serializers.BooleanField)
    flags = desk(serializers.ListField, child=serializers.CharField())
    category = Named(allow_null=True, required=False, help_text=DESK)
    joint_team = Named(allow_null=True, required=False, help_text=DESK)
    assignee = PersonNamed(allow_null=True, required=False, help_text=DESK)
    next_due_at = desk(Instant, allow_null=True)
    responded_at = desk(Instant, allow_null=True)
    first_resolved_at = desk(Instant, allow_null=True)
    reopened_count = desk(serializers.IntegerField)
    bounces = desk(serializers.IntegerField)
    waiting_for = desk(serializers.CharField)
    vendor = desk(serializers.CharField, allow_null=True)
    close_code = desk(serializers.CharField)
    cause = desk(serializers.CharField)
    clinical_impact = desk(serializers.CharField)
    downtime_minutes = desk(serializers.IntegerField, allow_null=True)


class ClockSummary(serializers.Serializer[Any]):
    """One clock as its chip shows it."""

    metric = serializers.CharField()
    state = serializers.CharField(help_text="ok, risk, late, hold, met, missed, withdrawn or waiting.")
    due_at = Instant(allow_null=True)
    used_percent = serializers.IntegerField()
    miss_reason = serializers.ChoiceField(
        MissReason.choices, allow_blank=True, help_text="Why it was missed; empty where nobody said."
    )


class TicketShape(TicketRow):
    """A ticket. Fields that say so are absent for accounts that do not work tickets."""

    clocks = ClockSummary(many=True, required=False, help_text=DESK)
    priority_trace = desk(serializers.ListField, child=serializers.CharField())


class ClockLine(serializers.Serializer[Any]):
    """A stretch of work or of a pause."""

    began_at = Instant()
    ended_at = Instant()
    seconds = serializers.IntegerField()
    reason = serializers.CharField(help_text="Why it paused; empty for work.")
    folded = serializers.IntegerField(help_text="How many further stretches this one sums up.")


class ClockShape(ClockSummary):
    """One clock with the working behind its deadline."""

    cycle = serializers.IntegerField()
    target_seconds = serializers.IntegerField()
    consumed_seconds = serializers.IntegerField()
    calendar = serializers.CharField()
    started_at = Instant()
    stopped_at = Instant(allow_null=True)
    breached_at = Instant(allow_null=True)
    outcome = serializers.ChoiceField(Outcome.choices, allow_blank=True)
    carried_seconds = serializers.IntegerField()
    lines = ClockLine(many=True)


class MessageShape(serializers.Serializer[Any]):
    """One message; internal ones and those held back for a moment are shown to the desk only."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(MessageKind.choices)
    author_name = serializers.CharField()
    author = serializers.CharField(allow_null=True, required=False, help_text=f"User name. {DESK}")
    body = serializers.CharField()
    mentions = serializers.ListField(
        child=serializers.CharField(), required=False, help_text=f"User names a note calls on. {DESK}"
    )
    is_automatic = serializers.BooleanField()
    created_at = Instant()
    attachments = serializers.ListField(child=serializers.IntegerField())


class AttachmentShape(serializers.Serializer[Any]):
    """A file of a ticket; GET its number to download it."""

    id = serializers.IntegerField()
    message = serializers.IntegerField(allow_null=True)
    file_name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    is_internal = serializers.BooleanField()
    shows_record = serializers.BooleanField()
    awaits_answer = serializers.BooleanField(
        help_text="It is kept back until somebody says whether it shows a patient's chart."
    )
    created_at = Instant()


class PageShape(serializers.Serializer[Any]):
    """One person was paged."""

    id = serializers.IntegerField()
    recipient = PersonNamed()
    audience = serializers.CharField()
    step = serializers.CharField()
    paged_at = Instant()
    acknowledged_at = Instant(allow_null=True)
    acknowledged_by = serializers.CharField(allow_null=True)
    has_channel = serializers.BooleanField()


class RatingShape(serializers.Serializer[Any]):
    """The caller's rating."""

    score = serializers.IntegerField()
    rated_at = Instant()
