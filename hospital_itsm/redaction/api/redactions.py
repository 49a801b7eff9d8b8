"""Redactions and legal holds over REST."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.access import require
from hospital_itsm.core.rest.etags import IF_MATCH, matched_version
from hospital_itsm.core.rest.fields import Text, Whole, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.redaction.actions.holds import lift_hold, set_hold
from hospital_itsm.redaction.actions.redacting import redact
from hospital_itsm.redaction.choices import What
from hospital_itsm.redaction.models import LegalHold, Redaction
from hospital_itsm.redaction.queries.holds import redactions_of
from hospital_itsm.redaction.rules.words import LONGEST, MOST, written
from tickets.api.base import KEY, TicketEndpoint

READ = ("redaction.read", "tickets:read")
WRITE = ("redaction.make", "tickets:write")
HOLD = ("redaction.hold", "tickets:write")
MOST_ROWS = 200


class RedactionGiven(StrictSerializer):
    """What goes, and why: words as they stand, keys of messages and files."""

    what = serializers.ChoiceField(What.choices)
    reason = Text(max_length=200)
    words = serializers.ListField(child=Text(max_length=LONGEST), required=False, max_length=MOST)
    messages = serializers.ListField(child=Whole(min_value=1), required=False, max_length=MOST_ROWS)
    files = serializers.ListField(child=Whole(min_value=1), required=False, max_length=MOST_ROWS)


class HoldGiven(StrictSerializer):
    """Why."""

    reason = Text(max_length=200)


class RedactionShape(serializers.Serializer[Any]):
    """That something was removed; never what."""

    id = serializers.IntegerField()
    what = serializers.ChoiceField(What.choices)
    places = serializers.IntegerField()
    messages = serializers.IntegerField()
    files = serializers.IntegerField()
    is_sealed = serializers.BooleanField()
    made_at = serializers.DateTimeField()
    made_by = serializers.CharField(allow_null=True)


class LegalHoldShape(serializers.Serializer[Any]):
    """A legal hold of a ticket."""

    id = serializers.IntegerField()
    set_at = serializers.DateTimeField()
    set_by = serializers.CharField()
    lifted_at = serializers.DateTimeField(allow_null=True)


class Redactions(TicketEndpoint):
    """What was removed from a ticket, and removing more."""

    needs: ClassVar = {"list": READ, "create": WRITE}

    def parameters(self) -> frozenset[str]:
        """Lists take the paging."""
        return frozenset(PAGING_NAMES) if self.action == "list" else frozenset()

    @extend_schema(
        operation_id="tickets_redactions",
        parameters=[KEY, *PAGING],
        responses=page_shape("TicketRedactionsPage", RedactionShape),
    )
    def list(self, request: Request, key: str) -> Response:
        """The newest first."""
        self.require_desk(request)
        return Response(page_data(page_of(request, redactions_of(self.ticket), ("-id",)), redaction_data))

    @extend_schema(
        operation_id="tickets_redactions_make",
        parameters=[KEY, IF_MATCH],
        request=RedactionGiven,
        responses={201: RedactionShape},
    )
    def create(self, request: Request, key: str) -> Response:
        """Remove it from the ticket and everything it was copied to; nobody brings it back."""
        require(request.user, "redaction.make", self.ticket)
        version, given = matched_version(request), values_of(request, RedactionGiven)
        given["words"] = written("\n".join(given.get("words", ())))
        row = redact(key, actor=request.user, version=version, **given)
        return Response(redaction_data(row), status=201)


class LegalHolds(TicketEndpoint):
    """The legal hold of a ticket."""

    needs: ClassVar = {"create": HOLD, "lift": HOLD}

    @extend_schema(
        operation_id="tickets_hold", parameters=[KEY], request=HoldGiven, responses={201: LegalHoldShape}
    )
    def create(self, request: Request, key: str) -> Response:
        """Set it: what is removed from now on is sealed."""
        require(request.user, "redaction.hold", self.ticket)
        return Response(
            hold_data(set_hold(key, actor=request.user, **values_of(request, HoldGiven))), status=201
        )

    @extend_schema(
        operation_id="tickets_hold_lift", parameters=[KEY], request=HoldGiven, responses={200: LegalHoldShape}
    )
    def lift(self, request: Request, key: str) -> Response:
        """Lift it: what is sealed is destroyed after 30 days."""
        require(request.user, "redaction.hold", self.ticket)
        return Response(hold_data(lift_hold(key, actor=request.user, **values_of(request, HoldGiven))))


def redaction_data(row: Redaction) -> dict[str, Any]:
    """A redaction for REST."""
    return {
        "id": row.pk,
        "what": row.what,
        "places": row.places,
        "messages": row.messages,
        "files": row.files,
        "is_sealed": row.is_sealed,
        "made_at": in_utc(row.made_at),
        "made_by": row.made_by.username if row.made_by else None,
    }


def hold_data(row: LegalHold) -> dict[str, Any]:
    """A hold for REST."""
    return {
        "id": row.pk,
        "set_at": in_utc(row.set_at),
        "set_by": row.set_by.username,
        "lifted_at": in_utc(row.lifted_at) if row.lifted_at else None,
    }
