"""What REST answers about procedures, and what it takes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from hospital_itsm.core.rest.fields import Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.procedures.choices import Evidence, Kind, Party, Status, StepState
from hospital_itsm.procedures.models import Procedure, ProcedureStep, ProcedureTemplate, StepFile

NUMBER = OpenApiParameter(
    "pk", OpenApiTypes.INT, OpenApiParameter.PATH, description="The procedure's number."
)
POSITION = OpenApiParameter(
    "position", OpenApiTypes.INT, OpenApiParameter.PATH, description="The step's place in the list, from 1."
)


class NewProcedure(StrictSerializer):
    """A procedure to be started."""

    asset = Text(max_length=40, help_text="The tag.")
    kind = serializers.ChoiceField(Kind.choices)
    ticket = Text(max_length=20, required=False, allow_blank=True, help_text="The number of a ticket.")


class StepValues(StrictSerializer):
    """What is said about a step: done with its evidence, not applicable with a reason in `note`, or open again."""

    state = serializers.ChoiceField(StepState.choices)
    note = Text(max_length=400, required=False, allow_blank=True)
    dated_on = serializers.DateField(required=False, allow_null=True)
    contract = Text(max_length=40, required=False, allow_blank=True)
    ticket = Text(max_length=20, required=False, allow_blank=True)
    signed_name = Text(max_length=120, required=False, allow_blank=True)


class Reason(StrictSerializer):
    """Why it is not finished."""

    reason = Text(max_length=200)


class StepFileShape(serializers.Serializer[Any]):
    """A file that proves a step."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class StepShape(serializers.Serializer[Any]):
    """One step; its `version` is what If-Match compares."""

    position = serializers.IntegerField()
    text = serializers.CharField()
    party = serializers.ChoiceField(Party.choices)
    evidence = serializers.ChoiceField(Evidence.choices)
    may_skip = serializers.BooleanField()
    needs_approval = serializers.BooleanField()
    state = serializers.ChoiceField(StepState.choices)
    note = serializers.CharField()
    dated_on = serializers.DateField(allow_null=True)
    contract = serializers.CharField(allow_null=True)
    ticket = serializers.CharField(allow_null=True)
    signed_name = serializers.CharField()
    certificates = serializers.ListField(child=serializers.CharField())
    files = StepFileShape(many=True)
    by = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class ProcedureRow(serializers.Serializer[Any]):
    """A procedure without its steps."""

    id = serializers.IntegerField()
    template = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    asset = serializers.CharField()
    ticket = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(Status.choices)
    steps_total = serializers.IntegerField()
    steps_closed = serializers.IntegerField()
    started_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class ProcedureShape(ProcedureRow):
    """A procedure with its steps."""

    steps = StepShape(many=True)


class StepTemplateShape(serializers.Serializer[Any]):
    """One step of a template."""

    position = serializers.IntegerField()
    text = serializers.CharField()
    party = serializers.ChoiceField(Party.choices)
    evidence = serializers.ChoiceField(Evidence.choices)
    may_skip = serializers.BooleanField()
    needs_approval = serializers.BooleanField()


class TemplateShape(serializers.Serializer[Any]):
    """The newest version of a template."""

    code = serializers.CharField()
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(Kind.choices)
    title = serializers.CharField()
    required_for = serializers.ListField(child=serializers.CharField())
    steps = StepTemplateShape(many=True)


def row_data(row: Procedure) -> dict[str, Any]:
    """A procedure without its steps."""
    return {
        "id": row.pk,
        "template": str(row.template),
        "kind": row.kind,
        "asset": row.asset.tag,
        "ticket": row.ticket.key if row.ticket else None,
        "status": row.status,
        "steps_total": row.steps_total,
        "steps_closed": row.steps_closed,
        "started_at": in_utc(row.started_at),
        "changed_at": in_utc(row.changed_at),
        "ended_at": in_utc_or_none(row.ended_at),
    }


def asked_data(row: Any) -> dict[str, Any]:
    """What a step of a template asks for."""
    names = ("text", "party", "evidence", "may_skip", "needs_approval")
    return {"position": row.position, **{name: getattr(row, name) for name in names}}


def step_data(row: ProcedureStep) -> dict[str, Any]:
    """One step."""
    return {
        **asked_data(row.template),
        "state": row.state,
        "note": row.note,
        "dated_on": row.dated_on.isoformat() if row.dated_on else None,
        "contract": row.contract.number if row.contract else None,
        "ticket": row.ticket.key if row.ticket else None,
        "signed_name": row.signed_name,
        "certificates": [one.number for one in row.certificates.all()],
        "files": [file_data(one) for one in row.files.all()],
        "by": str(row.by) if row.by else None,
        "at": in_utc_or_none(row.at),
        "version": row.version,
    }


def file_data(row: StepFile) -> dict[str, Any]:
    """One file."""
    return {"id": row.pk, "name": row.file_name, "size": row.size, "sha256": row.sha256}


def template_data(row: ProcedureTemplate) -> dict[str, Any]:
    """A template with its steps."""
    return {
        "code": row.code,
        "version": row.version,
        "kind": row.kind,
        "title": row.title,
        "required_for": row.required_for,
        "steps": [asked_data(one) for one in row.steps.all()],
    }
