"""What REST answers about recalls, and what it takes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from assets.choices import (
    Disposition,
    FirmStatus,
    LineCertainty,
    NoticeKind,
    NoticeSource,
    RecallClass,
    RecallState,
)
from assets.models import RecallCase, RecallLine
from assets.recall_page import LineView, line_in_words, place_of
from assets.rules.recall_lifecycle import LIFECYCLE
from hospital_itsm.core import access
from hospital_itsm.core.rest.fields import Code, Instant, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.models import User

RECALL = OpenApiParameter("recall", OpenApiTypes.STR, OpenApiParameter.PATH, description="Such as RC-17.")
LONGEST_TEXT = 200_000
CLASSES = [value for value in RecallClass.values if value]
HANDS = [value for value in NoticeSource.values if value != NoticeSource.OPENFDA]
ANSWERS = [value for value in Disposition.values if value != Disposition.LOST]
DAYS = ("initiated_on", "classified_on", "reported_on", "terminated_on")


def words(most: int, **options: Any) -> Text:
    """Optional text."""
    return Text(max_length=most, required=False, allow_blank=True, **options)


def day() -> serializers.DateField:
    """A day that may be unknown."""
    return serializers.DateField(required=False, allow_null=True)


class NoticeValues(StrictSerializer):
    """What a notice says; `description` and `codes` as they stand there, for the devices are found by them."""

    firm = Text(max_length=500)
    description = Text(max_length=LONGEST_TEXT)
    source = serializers.ChoiceField(HANDS)  # type: ignore[assignment]
    kind = serializers.ChoiceField(NoticeKind.choices, required=False)
    recall_class = serializers.ChoiceField(RecallClass.choices, required=False, allow_blank=True)
    firm_status = serializers.ChoiceField(FirmStatus.choices, required=False, allow_blank=True)
    number = words(16, help_text="FDA's number, such as Z-0053-2026.")
    reference = words(80, help_text="The firm's own number.")
    event = words(20)
    product_code = words(3)
    codes = words(LONGEST_TEXT)
    reason = words(LONGEST_TEXT)
    action = words(LONGEST_TEXT)
    root_cause = words(500)
    quantity = words(500)
    distribution = words(LONGEST_TEXT)
    initiated_on = day()
    classified_on = day()
    reported_on = day()
    terminated_on = day()


class NewRecallNotice(NoticeValues):
    """A notice that arrived; its clocks run from `received_at`, now where it is left out."""

    received_at = Instant(required=False)


class TriageGiven(StrictSerializer):
    """The class to work it under until FDA gives one."""

    treat_as = serializers.ChoiceField(CLASSES, required=False)


class RecallReasonGiven(StrictSerializer):
    """Why."""

    reason = Text(max_length=400)


class AssignGiven(StrictSerializer):
    """Who works it, by user name."""

    assignee = Code(slug_field="username", queryset=User.objects.filter(is_active=True))


class AcknowledgeGiven(StrictSerializer):
    """When and how the firm got its form."""

    on = serializers.DateField()
    acknowledgment = Text(max_length=200)


class TagsGiven(StrictSerializer):
    """Devices on the recall."""

    tags = serializers.ListField(child=Text(max_length=40), min_length=1, max_length=1000)


class SettleGiven(StrictSerializer):
    """What became of a device, and what shows it."""

    disposition = serializers.ChoiceField(ANSWERS)
    evidence = Text(max_length=400)


class SearchGiven(StrictSerializer):
    """One search for a missing device."""

    on = serializers.DateField()
    places = Text(max_length=400)


class LostGiven(StrictSerializer):
    """What the searches came to."""

    evidence = Text(max_length=400)


class RecallShape(serializers.Serializer[Any]):
    """A recall: the notice, where it stands, and its deadlines."""

    key = serializers.CharField()
    number = serializers.CharField()
    reference = serializers.CharField()
    event = serializers.CharField()
    kind = serializers.ChoiceField(NoticeKind.choices)
    source = serializers.ChoiceField(NoticeSource.choices)  # type: ignore[assignment]
    recall_class = serializers.CharField(help_text="I, II, III, or empty while FDA has not classified it.")
    clock_class = serializers.ChoiceField(CLASSES, help_text="The class whose clock runs.")
    firm_status = serializers.CharField()
    firm = serializers.CharField()
    description = serializers.CharField()
    codes = serializers.CharField()
    product_code = serializers.CharField()
    reason = serializers.CharField()
    action = serializers.CharField()
    root_cause = serializers.CharField()
    quantity = serializers.CharField()
    distribution = serializers.CharField()
    initiated_on = serializers.DateField(allow_null=True)
    classified_on = serializers.DateField(allow_null=True)
    reported_on = serializers.DateField(allow_null=True)
    terminated_on = serializers.DateField(allow_null=True)
    received_at = Instant()
    state = serializers.ChoiceField(RecallState.choices)
    triage_by = Instant()
    mitigate_by = Instant()
    close_by = Instant()
    triaged_at = Instant(allow_null=True)
    mitigated_at = Instant(allow_null=True)
    closed_at = Instant(allow_null=True)
    assignee = serializers.CharField(allow_null=True)
    dismissed_because = serializers.CharField()
    acknowledged_on = serializers.DateField(allow_null=True)
    acknowledgment = serializers.CharField()
    devices = serializers.IntegerField()
    still_open = serializers.IntegerField()
    missing = serializers.IntegerField()
    not_listed = serializers.IntegerField(
        help_text="Devices of the same products outside the notice's limits."
    )
    next_steps = serializers.ListField(child=serializers.CharField())
    version = serializers.IntegerField()


class LineShape(serializers.Serializer[Any]):
    """One device a notice means or may mean: where it is, who has it, why it is here, what became of it."""

    tag = serializers.CharField()
    certainty = serializers.ChoiceField(LineCertainty.choices)
    score = serializers.IntegerField()
    reasons = serializers.ListField(child=serializers.CharField())
    serial = serializers.CharField()
    lot = serializers.CharField()
    software_version = serializers.CharField()
    status = serializers.CharField()
    place = serializers.CharField()
    care_area = serializers.CharField(allow_null=True)
    custodian = serializers.CharField()
    disposition = serializers.ChoiceField(Disposition.choices)
    evidence = serializers.CharField()
    located_at = Instant(allow_null=True)
    mitigated_at = Instant(allow_null=True)
    done_at = Instant(allow_null=True)
    done_by = serializers.CharField(allow_null=True)
    version = serializers.IntegerField()


NOTICE_FIELDS = (
    "number", "reference", "event", "kind", "source", "recall_class", "firm_status", "firm", "description", "codes",
    "product_code", "reason", "action", "root_cause", "quantity", "distribution", *DAYS,
)  # fmt: skip
CASE_TIMES = ("triage_by", "mitigate_by", "close_by", "triaged_at", "mitigated_at", "closed_at")


def recall_data(case: RecallCase, actor: Any) -> dict[str, Any]:
    """One recall, read with `counted()`."""
    notice, counts = case.notice, ("devices", "still_open", "missing")
    return {
        "key": case.key,
        **{name: getattr(notice, name) for name in NOTICE_FIELDS},
        "clock_class": case.clock_class,
        "received_at": in_utc(notice.received_at),
        "state": case.state,
        **{name: in_utc_or_none(getattr(case, name)) for name in CASE_TIMES},
        "assignee": case.assignee.username if case.assignee else None,
        "dismissed_because": case.dismissed_because,
        "acknowledged_on": case.acknowledged_on,
        "acknowledgment": case.acknowledgment,
        **{name: getattr(case, name) for name in counts},
        "not_listed": case.excluded,
        "next_steps": [
            row.verb for row in LIFECYCLE.allowed(case.state, lambda verb: access.can(actor, verb, case))
        ],
        "version": case.version,
    }


def line_data(line: RecallLine) -> dict[str, Any]:
    """One device of a recall, read with `placed()`."""
    asset, view = line.asset, line_in_words(line)
    return {
        "tag": asset.tag,
        "certainty": line.certainty,
        "score": line.score,
        "reasons": view.reasons,
        "serial": asset.serial,
        "lot": asset.lot,
        "software_version": asset.software_version,
        "status": asset.status,
        "place": place_of(asset),
        "care_area": _unit(view),
        "custodian": view.holder,
        "disposition": line.disposition,
        "evidence": line.evidence,
        "located_at": in_utc_or_none(line.located_at),
        "mitigated_at": in_utc_or_none(line.mitigated_at),
        "done_at": in_utc_or_none(line.done_at),
        "done_by": line.done_by.username if line.done_by else None,
        "version": line.version,
    }


def _unit(view: LineView) -> str | None:
    return view.unit.code if view.unit else None
