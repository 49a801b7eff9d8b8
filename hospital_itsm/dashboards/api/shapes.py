"""What REST answers about dashboards."""

from typing import Any

from rest_framework import serializers

from hospital_itsm.core.rest.fields import in_utc, in_utc_or_none
from hospital_itsm.dashboards.declared import Dashboard
from hospital_itsm.dashboards.drawn import BAD, WARN, Decision, Drawn, Tile
from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.dashboards.read import Read

WEIGHTS = (BAD, WARN)


class DashboardShape(serializers.Serializer[Any]):
    """A dashboard the caller may open."""

    code = serializers.CharField()
    title = serializers.CharField()
    page = serializers.CharField()


class DashboardListShape(serializers.Serializer[Any]):
    """Those the caller may open."""

    results = DashboardShape(many=True)


class DashboardDecisionShape(serializers.Serializer[Any]):
    """A sentence that asks for a decision."""

    weight = serializers.ChoiceField(WEIGHTS)
    lead = serializers.CharField()
    text = serializers.CharField()
    due = serializers.DateField(allow_null=True)
    page = serializers.CharField()


class DashboardFigureShape(serializers.Serializer[Any]):
    """A headline figure in the words of the page; `list` reproduces it."""

    code = serializers.CharField()
    name = serializers.CharField()
    value = serializers.CharField()
    verdict = serializers.CharField()
    misses = serializers.BooleanField(allow_null=True)
    change = serializers.CharField()
    counted = serializers.CharField()
    told_for = serializers.CharField()
    list = serializers.CharField()
    asked = serializers.IntegerField(allow_null=True)


class DashboardPanelShape(serializers.Serializer[Any]):
    """A part of the detail as a table."""

    code = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField(allow_blank=True)))


class DashboardDecidedShape(serializers.Serializer[Any]):
    """Something that was decided, and what came of it."""

    on = serializers.DateField()
    text = serializers.CharField()
    outcome = serializers.CharField()


class DashboardReadShape(DashboardShape):
    """A dashboard with what it says."""

    about = serializers.CharField()
    counted_at = serializers.DateTimeField(allow_null=True)
    decisions = DashboardDecisionShape(many=True)
    figures = DashboardFigureShape(many=True)
    panels = DashboardPanelShape(many=True)
    decided = DashboardDecidedShape(many=True)


class AskedDateShape(serializers.Serializer[Any]):
    """A date that was asked for at a figure."""

    id = serializers.IntegerField()
    dashboard = serializers.CharField()
    figure = serializers.CharField()
    domain = serializers.CharField()
    site = serializers.CharField(allow_null=True)
    asked_at = serializers.DateTimeField()
    asked_of = serializers.CharField()
    answer_by = serializers.DateField()
    answered_at = serializers.DateTimeField(allow_null=True)
    promised_on = serializers.DateField(allow_null=True)
    sentence = serializers.CharField()
    version = serializers.IntegerField()


def dashboard_data(one: Dashboard) -> dict[str, Any]:
    """A dashboard for `DashboardShape`."""
    return {"code": one.code, "title": str(one.title), "page": one.url}


def read_data(found: Read) -> dict[str, Any]:
    """What a dashboard says for `DashboardReadShape`."""
    return {
        **dashboard_data(found.dashboard),
        "about": found.about,
        "counted_at": in_utc_or_none(found.counted_at),
        "decisions": [_decision(one) for one in found.decisions],
        "figures": [_figure(one) for one in found.tiles],
        "panels": [_panel(panel.code, str(panel.title), shown) for panel, shown in found.panels],
        "decided": [
            {"on": one.on.isoformat(), "text": one.text, "outcome": one.outcome} for one in found.decided
        ],
    }


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "weight": one.weight,
        "lead": one.lead,
        "text": one.text,
        "due": one.due.isoformat() if one.due else None,
        "page": one.url,
    }


def _figure(one: Tile) -> dict[str, Any]:
    asked: Any = one.asked
    return {
        "code": one.code,
        "name": one.name,
        "value": one.value,
        "verdict": one.verdict,
        "misses": one.is_miss if one.is_judged else None,
        "change": one.change,
        "counted": one.counted,
        "told_for": one.place,
        "list": one.url,
        "asked": asked.pk if asked else None,
    }


def _panel(code: str, title: str, shown: Drawn) -> dict[str, Any]:
    return {
        "code": code,
        "title": title,
        "summary": " ".join(word for word in (shown.big, shown.big_words, shown.aside, shown.note) if word),
        "columns": [one.words for one in shown.table.columns],
        "rows": [[cell.text for cell in row] for row in shown.table.rows],
    }


def asked_data(row: AskedDate) -> dict[str, Any]:
    """A question for `AskedDateShape`; reads site and person along."""
    return {
        "id": row.pk,
        "dashboard": row.dashboard,
        "figure": row.figure,
        "domain": row.domain,
        "site": row.site.code if row.site else None,
        "asked_at": in_utc(row.asked_at),
        "asked_of": row.asked_of.username,
        "answer_by": row.answer_by.isoformat(),
        "answered_at": in_utc_or_none(row.answered_at),
        "promised_on": row.promised_on.isoformat() if row.promised_on else None,
        "sentence": row.sentence,
        "version": row.version,
    }
