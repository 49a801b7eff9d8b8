"""What REST answers about tasks and checklists, and what it takes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from hospital_itsm.core.rest.fields import Code, Flag, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.joint.choices import OpensBy, TaskClock, TaskState
from hospital_itsm.joint.models import Checklist, TicketTask
from hospital_itsm.people.models import Team, User
from tickets.api.inputs import phi_decision

ID = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)


class TicketTaskGiven(StrictSerializer):
    """What a team is asked for; without a team the one the ticket is with."""

    words = Text(max_length=200)
    team = Code(queryset=Team.objects.filter(is_active=True), required=False)
    is_required = Flag(required=False)
    phi_decision = phi_decision()


class TicketTaskChange(StrictSerializer):
    """Only what is sent changes; a null person lets go of it."""

    words = Text(max_length=200, required=False)
    team = Code(queryset=Team.objects.filter(is_active=True), required=False)
    person = Code("username", queryset=User.objects.filter(is_active=True), required=False, allow_null=True)
    is_required = Flag(required=False)
    phi_decision = phi_decision()


class TicketTaskSkip(StrictSerializer):
    """Why a task is not needed."""

    why = Text(max_length=200)
    phi_decision = phi_decision()


class ChecklistGiven(StrictSerializer):
    """The checklist to put on."""

    checklist = Code(queryset=Checklist.objects.filter(is_active=True))


class TicketTaskShape(serializers.Serializer[Any]):
    """A task of a ticket, with the time its team agreed on."""

    id = serializers.IntegerField()
    ticket = serializers.CharField()
    words = serializers.CharField()
    team = serializers.CharField()
    person = serializers.CharField(allow_null=True)
    is_required = serializers.BooleanField()
    state = serializers.ChoiceField(TaskState.choices)
    why = serializers.CharField(allow_blank=True)
    priority = serializers.IntegerField()
    opened_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    agreed = serializers.CharField(allow_blank=True, help_text="Such as 4 h; empty where no time is agreed.")
    calendar = serializers.CharField(allow_null=True)
    clock = serializers.ChoiceField(TaskClock.choices, allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    missed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class ChecklistShape(serializers.Serializer[Any]):
    """A checklist; its tasks one a line, as on its page."""

    code = serializers.CharField()
    name = serializers.CharField()
    category = serializers.CharField(allow_null=True)
    opens_by = serializers.ChoiceField(OpensBy.choices, allow_null=True)
    tasks = serializers.CharField()
    version = serializers.IntegerField()


def task_data(row: TicketTask) -> dict[str, Any]:
    """A task for REST."""
    return {
        "id": row.pk,
        "ticket": row.ticket.key,
        "words": row.words,
        "team": row.team.code,
        "person": row.person.username if row.person else None,
        "is_required": row.is_required,
        "state": row.state,
        "why": row.why,
        "priority": row.priority,
        "opened_at": in_utc(row.opened_at),
        "ended_at": in_utc_or_none(row.ended_at),
        "agreed": row.agreed,
        "calendar": row.calendar.lineage if row.calendar else None,
        "clock": row.clock or None,
        "due_at": in_utc_or_none(row.due_at),
        "missed_at": in_utc_or_none(row.missed_at),
        "version": row.version,
    }


def checklist_data(row: Checklist) -> dict[str, Any]:
    """A checklist for REST."""
    return {
        "code": row.code,
        "name": row.name,
        "category": row.category.code if row.category else None,
        "opens_by": row.opens_by or None,
        "tasks": row.tasks,
        "version": row.version,
    }
