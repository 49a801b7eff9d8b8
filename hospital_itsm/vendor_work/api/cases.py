"""Cases with vendors over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Code, Flag, Instant, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import Nothing, StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.vendor_work.actions import cases
from hospital_itsm.vendor_work.choices import CaseState, Speaker
from hospital_itsm.vendor_work.filters import CASE_SORTS, CaseFilters, case_rows
from hospital_itsm.vendor_work.models import VendorCase
from tickets.models import Ticket
from vendors.models import Vendor

READ = ("vendor_case.read", "vendors:read")
WRITE = ("vendor_case.write", "vendors:write")
ID = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)


class VendorCaseValues(StrictSerializer):
    """Their number, what it is about, and the keys of all our tickets."""

    number = Text(max_length=60, required=False, allow_blank=True)
    subject = Text(max_length=160)
    tickets = serializers.ListField(child=Text(max_length=20), required=False, max_length=50)

    def validate_tickets(self, value: list[str]) -> list[Ticket]:
        """The tickets among those the caller sees at the desk."""
        wanted = list(dict.fromkeys(value))
        seen = Ticket.objects.on_desk(self.context["request"].user).filter(key__in=wanted)
        rows = {one.key: one for one in seen}
        if missing := [key for key in wanted if key not in rows]:
            raise serializers.ValidationError(f"Nothing here is called {missing[0]}. Read the list of codes.")
        return [rows[key] for key in wanted]


class NewVendorCase(VendorCaseValues):
    """A case to be noted; the vendor by its name."""

    vendor = Code("name", queryset=Vendor.objects.in_use())
    opened_at = Instant(required=False, help_text="Now unless given.")


class NewCaseWord(StrictSerializer):
    """What they or we said; with `needs_us` they wait for our answer."""

    speaker = serializers.ChoiceField(Speaker.choices)
    text = Text(max_length=400)
    needs_us = Flag(required=False)


class VendorCaseEnd(StrictSerializer):
    """What came of it."""

    outcome = Text(max_length=400)


class CaseWordShape(serializers.Serializer[Any]):
    """What was said."""

    speaker = serializers.ChoiceField(Speaker.choices)
    text = serializers.CharField()
    said_at = serializers.DateTimeField()
    noted_by = serializers.CharField(allow_null=True)


class VendorCaseShape(serializers.Serializer[Any]):
    """A case with a vendor."""

    id = serializers.IntegerField()
    key = serializers.CharField()
    vendor = serializers.CharField()
    number = serializers.CharField(help_text="Theirs; empty until they gave one.")
    subject = serializers.CharField()
    tickets = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(CaseState.choices)
    opened_at = serializers.DateTimeField()
    last_word = serializers.CharField()
    last_word_at = serializers.DateTimeField()
    last_word_by = serializers.ChoiceField(Speaker.choices)
    closed_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()
    version = serializers.IntegerField()


class Cases(ListedEndpoint):
    """Cases with vendors."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE, "partial_update": WRITE}
    filters = CaseFilters
    orders = CASE_SORTS

    @extend_schema(
        operation_id="vendor_cases_list",
        parameters=parameters_of(CaseFilters, CASE_SORTS),
        responses=page_shape("VendorCasesPage", VendorCaseShape),
    )
    def list(self, request: Request) -> Response:
        """Cases, newest first; with `sort=silent` the longest without a word first."""
        return Response(page_data(self.page_of(request, case_rows(request.user)), case_data))

    @extend_schema(operation_id="vendor_cases_read", parameters=[ID, ETAG], responses=VendorCaseShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One case."""
        return answer(request, pk)

    @extend_schema(
        operation_id="vendor_cases_create",
        parameters=[ETAG],
        request=NewVendorCase,
        responses={201: VendorCaseShape},
    )
    def create(self, request: Request) -> Response:
        """Note a case; a number of theirs that is there already is refused."""
        given = values_of(request, NewVendorCase)
        made = cases.open_case(given.pop("vendor").pk, actor=request.user, **given)
        return answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="vendor_cases_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=VendorCaseValues,
        responses=VendorCaseShape,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change a case; `tickets` replaces all of them."""
        version, given = matched_version(request), values_of(request, VendorCaseValues, partial=True)
        seen(request, pk)
        tickets = given.pop("tickets", None)
        cases.change_case(pk, actor=request.user, fields=given, tickets=tickets, version=version)
        return answer(request, pk)


class CaseSteps(Endpoint):
    """What follows in a case: words, its end, its return."""

    needs: ClassVar = {"words": READ, "note": WRITE, "close": WRITE, "reopen": WRITE}

    @extend_schema(operation_id="vendor_case_words_list", parameters=[ID], responses=CaseWordShape(many=True))
    def words(self, request: Request, pk: int) -> Response:
        """What was said, newest first; at most 500."""
        strict_query(request, ())
        case = seen(request, pk)
        return Response([word_data(one) for one in case.words.select_related("noted_by")])

    @extend_schema(
        operation_id="vendor_case_words_create",
        parameters=[ID, IF_MATCH, ETAG],
        request=NewCaseWord,
        responses={201: VendorCaseShape},
    )
    def note(self, request: Request, pk: int) -> Response:
        """Note what was said; the answer is the case."""
        return self._take(request, pk, cases.note_word, NewCaseWord, status=201)

    @extend_schema(
        operation_id="vendor_cases_close",
        parameters=[ID, IF_MATCH, ETAG],
        request=VendorCaseEnd,
        responses=VendorCaseShape,
    )
    def close(self, request: Request, pk: int) -> Response:
        """Close it; our tickets stay as they are."""
        return self._take(request, pk, cases.close_case, VendorCaseEnd)

    @extend_schema(
        operation_id="vendor_cases_reopen",
        parameters=[ID, IF_MATCH, ETAG],
        request=Nothing,
        responses=VendorCaseShape,
    )
    def reopen(self, request: Request, pk: int) -> Response:
        """Open a closed one again."""
        return self._take(request, pk, cases.reopen_case, Nothing)

    def _take(self, request: Request, pk: int, step: Any, body: Any, status: int = 200) -> Response:
        strict_query(request, ())
        version, given = matched_version(request), values_of(request, body)
        seen(request, pk)
        step(pk, actor=request.user, version=version, **given)
        return answer(request, pk, status=status)


def seen(request: Request, pk: int) -> VendorCase:
    """The case, for who sees it. Raises Http404."""
    row: VendorCase = get_object_or_404(VendorCase.objects.visible_to(request.user), pk=pk)
    return row


def answer(request: Request, pk: int, status: int = 200) -> Response:
    """One case with its version as a tag. Raises Http404."""
    row: VendorCase = get_object_or_404(case_rows(request.user), pk=pk)
    return tagged(Response(case_data(row), status=status), row.version)


def case_data(row: VendorCase) -> dict[str, Any]:
    """One case."""
    return {
        "id": row.pk,
        "key": row.key,
        "vendor": row.vendor.name,
        "number": row.number,
        "subject": row.subject,
        "tickets": [link.ticket.key for link in row.links.all()],
        "state": row.state,
        "opened_at": in_utc(row.opened_at),
        "last_word": row.last_word,
        "last_word_at": in_utc(row.last_word_at),
        "last_word_by": row.last_word_by,
        "closed_at": in_utc_or_none(row.closed_at),
        "outcome": row.outcome,
        "version": row.version,
    }


def word_data(row: Any) -> dict[str, Any]:
    """What was said."""
    return {
        "speaker": row.speaker,
        "text": row.text,
        "said_at": in_utc(row.said_at),
        "noted_by": row.noted_by.username if row.noted_by else None,
    }
