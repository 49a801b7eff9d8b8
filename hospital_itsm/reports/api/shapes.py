"""What REST takes and answers about reports."""

from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from hospital_itsm.core.rest.fields import Code, Instant, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.people.models import Team
from hospital_itsm.reports.actions.saved import LONGEST_NAME
from hospital_itsm.reports.asked import LONGEST_VALUE, MOST_VALUES, columns_of, orders_of
from hospital_itsm.reports.choices import Output, RunState, Shape, Sharing
from hospital_itsm.reports.declared import Question
from hospital_itsm.reports.models import ReportRun, SavedReport
from hospital_itsm.reports.questions import BY_CODE

ID: Final = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH, description="Its number.")
CODE: Final = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH, description="Its code.")


class Parameters(serializers.DictField):
    """What is asked: each parameter of the question with its values."""

    def __init__(self, **more: Any) -> None:
        values = serializers.ListField(child=Text(max_length=LONGEST_VALUE), max_length=MOST_VALUES)
        super().__init__(child=values, **more)


class NamedShape(serializers.Serializer[Any]):
    """A code with its words."""

    code = serializers.CharField()
    name = serializers.CharField()


class ReportFilterShape(NamedShape):
    """A filter of the question; `codes` are its values where they are a fixed list."""

    codes = serializers.ListField(child=serializers.CharField())


class ReportQuestionShape(serializers.Serializer[Any]):
    """A ready question. `has_days`: it is narrowed by days, too (`days`, `first`, `last`)."""

    code = serializers.CharField()
    words = serializers.CharField()
    told = serializers.CharField()
    about = serializers.CharField()
    shows = serializers.ListField(child=serializers.ChoiceField(Shape.choices))
    has_days = serializers.BooleanField()


class ReportQuestionWithChoicesShape(ReportQuestionShape):
    """A question with everything that can be chosen."""

    filters = ReportFilterShape(many=True)
    columns = NamedShape(many=True)
    counted_by = NamedShape(many=True)
    orders = serializers.ListField(child=serializers.CharField())
    usual = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class ReportQuestionListShape(serializers.Serializer[Any]):
    """The questions the caller may ask."""

    results = ReportQuestionShape(many=True)


class SavedReportValues(StrictSerializer):
    """What may be changed of a saved report; `team` and `role` go with the sharing of their name."""

    name = Text(max_length=LONGEST_NAME)
    parameters = Parameters(required=False)
    sharing = serializers.ChoiceField(Sharing.choices, required=False)
    team = Code(queryset=Team.objects.filter(is_active=True), required=False, allow_null=True)
    role = serializers.ChoiceField([*RoleCode.choices, ("", "")], required=False)


class NewSavedReport(SavedReportValues):
    """A question to be saved with what is chosen."""

    question = serializers.ChoiceField(list(BY_CODE))


class SavedReportShape(serializers.Serializer[Any]):
    """A saved report the caller sees; `is_mine` tells their own ones."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    question = serializers.CharField()
    parameters = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    owner = serializers.CharField()
    is_mine = serializers.BooleanField()
    sharing = serializers.ChoiceField(Sharing.choices)
    team = serializers.CharField(allow_null=True)
    role = serializers.CharField(allow_null=True)
    version = serializers.IntegerField()
    changed_at = Instant()


class NewReportRun(StrictSerializer):
    """What is to be run: a saved report by its number, or a question with its parameters."""

    saved = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    question = serializers.ChoiceField(list(BY_CODE), required=False)
    parameters = Parameters(required=False)
    output = serializers.ChoiceField(Output.choices)


class ReportRunShape(serializers.Serializer[Any]):
    """A run; `file` is its address once it is done and while it is kept."""

    id = serializers.IntegerField()
    question = serializers.CharField()
    parameters = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    saved = serializers.IntegerField(allow_null=True)
    output = serializers.ChoiceField(Output.choices)
    state = serializers.ChoiceField(RunState.choices)
    failure = serializers.CharField(help_text="A code; empty unless it failed.")
    rows = serializers.IntegerField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    asked_at = Instant()
    ended_at = Instant(allow_null=True)
    expires_at = Instant(allow_null=True)
    file = serializers.CharField(allow_null=True)


def question_data(question: Question) -> dict[str, Any]:
    """A question."""
    return {
        "code": question.code,
        "words": str(question.words),
        "told": str(question.told),
        "about": str(question.about.name),
        "shows": [one.value for one in question.shapes],
        "has_days": question.about.day is not None,
    }


def choices_data(question: Question, actor: Any) -> dict[str, Any]:
    """A question with what can be chosen."""
    about = question.about
    return {
        **question_data(question),
        "filters": [
            {"code": name, "name": str(one.label), "codes": [str(code) for code in one.codes]}
            for name, one in about.of.filters.known.items()
        ],
        "columns": [{"code": one.code, "name": str(one.column.title)} for one in columns_of(question, actor)],
        "counted_by": [{"code": code, "name": str(one.label)} for code, one in about.dimensions.items()],
        "orders": [*about.of.orders, *orders_of(question, actor)],
        "usual": {name: list(values) for name, values in question.given.items()},
    }


def saved_data(row: SavedReport, actor: Any) -> dict[str, Any]:
    """A saved report. Reads `owner` and `team`."""
    return {
        "id": row.pk,
        "name": row.name,
        "question": row.question,
        "parameters": row.parameters,
        "owner": row.owner.username,
        "is_mine": row.is_owned_by(actor),
        "sharing": row.sharing,
        "team": row.team.code if row.team else None,
        "role": row.role or None,
        "version": row.version,
        "changed_at": in_utc(row.changed_at),
    }


def run_data(row: ReportRun, file: str | None) -> dict[str, Any]:
    """A run. Reads `job`."""
    failure = row.failure or (row.job.failure if row.job else "")
    return {
        "id": row.pk,
        "question": row.question,
        "parameters": row.parameters,
        "saved": row.saved_id,
        "output": row.output,
        "state": row.standing,
        "failure": failure,
        "rows": row.rows,
        "size": row.size,
        "sha256": row.sha256,
        "asked_at": in_utc(row.asked_at),
        "ended_at": in_utc_or_none(row.ended_at),
        "expires_at": in_utc_or_none(row.expires_at),
        "file": file,
    }
