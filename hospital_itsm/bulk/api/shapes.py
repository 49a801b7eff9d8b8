"""What REST takes and answers about bulk changes."""

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from hospital_itsm.bulk.actions.asking import LONGEST_MESSAGE
from hospital_itsm.bulk.choices import CHANGES, Outcome, Stage, Step, Undone
from hospital_itsm.bulk.queries.changes import tally_of
from hospital_itsm.core.rest.fields import Code, Instant, Text, Whole, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.desk.api.shapes import ViewParameters
from hospital_itsm.links.choices import Relation
from hospital_itsm.people.models import Team, User
from tickets.actions.reasons import LONGEST_REASON
from tickets.api.base import KEY_PATTERN
from tickets.orders import PATTERN
from tickets.rules.closing import CAUSES, CLOSE_CODES
from vendors.models import Vendor

ID: Final = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH, description="Its number.")
MOST_NAMED: Final = 1000
LARGEST: Final = 2**31 - 1
CHANGE_CHOICES: Final = [(kind.value, kind.label) for kind in CHANGES]


class NamedTicket(StrictSerializer):
    """A ticket and the version you read; without one, any."""

    key = serializers.RegexField(KEY_PATTERN)
    version = Whole(min_value=1, max_value=LARGEST, required=False)


class MatchingTickets(StrictSerializer):
    """All tickets of a view of the queue that the filters of the list of tickets let through."""

    view = Text(max_length=60)
    filters = ViewParameters(required=False)
    sort = serializers.RegexField(PATTERN, required=False)


class BulkGiven(StrictSerializer):
    """One change of many tickets: name them, or say which match. Each kind of change takes values of its own.

    `assign` takes `assignee` (null gives them back to their teams), `team` and `priority` take those with `reason`,
    `state` takes `step` and what that asks for, `macro` takes `macro`, `merge` takes `into`, `link` takes
    `relation` and `other`, `snooze` takes `until`.
    """

    change = serializers.ChoiceField(CHANGE_CHOICES)
    tickets = serializers.ListField(child=NamedTicket(), required=False, max_length=MOST_NAMED)
    matching = MatchingTickets(required=False)
    assignee = Code("username", queryset=User.objects.filter(is_active=True), required=False, allow_null=True)
    team = Code(queryset=Team.objects.filter(is_active=True), required=False)
    priority = Whole(min_value=1, max_value=4, required=False)
    step = serializers.ChoiceField(Step.choices, required=False)
    reason = Text(max_length=LONGEST_REASON, required=False)
    until = Instant(required=False)
    vendor = Code("name", queryset=Vendor.objects.all(), required=False)
    close_code = serializers.ChoiceField(sorted(CLOSE_CODES), required=False)
    cause = serializers.ChoiceField(CAUSES, required=False)
    message = Text(max_length=LONGEST_MESSAGE, required=False)
    macro = Whole(min_value=1, max_value=LARGEST, required=False)
    into = serializers.RegexField(KEY_PATTERN, required=False)
    relation = serializers.ChoiceField(Relation.choices, required=False)
    other = serializers.RegexField(KEY_PATTERN, required=False)


class BulkTallyShape(serializers.Serializer[Any]):
    """How many tickets are where."""

    waiting = serializers.IntegerField()
    done = serializers.IntegerField()
    same = serializers.IntegerField()
    refused = serializers.IntegerField()
    undone = serializers.IntegerField()
    kept = serializers.IntegerField(help_text="Not undone, because somebody changed them since.")


class BulkChangeShape(serializers.Serializer[Any]):
    """A change of many tickets."""

    id = serializers.IntegerField()
    change = serializers.ChoiceField(CHANGE_CHOICES)
    stage = serializers.ChoiceField(Stage.choices)
    count = serializers.IntegerField()
    tally = BulkTallyShape()
    asked_at = Instant(allow_null=True)
    over_at = Instant(allow_null=True, help_text="Null while it may go on.")
    undo_until = Instant(allow_null=True)
    undo_asked_at = Instant(allow_null=True)


class BulkRowShape(serializers.Serializer[Any]):
    """What became of one ticket."""

    ticket = serializers.CharField()
    outcome = serializers.ChoiceField(Outcome.choices)
    words = serializers.CharField(help_text="Why it was refused.")
    undone = serializers.ChoiceField(
        [(code.value, code.label) for code in Undone if code.value], allow_null=True
    )
    undo_words = serializers.CharField(help_text="Why it was not undone.")


def change_data(change: Any) -> Mapping[str, Any]:
    """A change of many tickets. Reads `job`."""
    return {
        "id": change.pk,
        "change": change.kind,
        "stage": Stage.OVER if change.over_at is not None else change.stage,
        "count": change.count,
        "tally": vars(tally_of(change)),
        "asked_at": in_utc_or_none(change.asked_at),
        "over_at": in_utc_or_none(change.over_at),
        "undo_until": in_utc_or_none(change.undo_until),
        "undo_asked_at": in_utc_or_none(change.undo_asked_at),
    }


def row_data(row: Any) -> dict[str, Any]:
    """One of its rows. Reads `ticket`."""
    return {
        "ticket": row.ticket.key,
        "outcome": row.outcome,
        "words": row.words,
        "undone": row.undone or None,
        "undo_words": row.undo_words,
    }
