"""Imports of assets over REST: send a file, check it, store it, read what each row did, take it back."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions.importing.asking import ask_check, ask_commit, ask_import, ask_undo, choose_table
from assets.choices import AssetImportState, ImportVerdict
from assets.import_report import changed_names, fault_lines
from assets.models import AssetImport, AssetImportProfile, AssetImportRow
from assets.queries.custom_fields import custom_columns
from assets.queries.import_state import standing_of
from assets.rules.importing.columns import DATE_ORDERS, FIELDS
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import Text, Whole, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.parsers import BoundedMultiPartParser, StrictJSONParser
from hospital_itsm.core.rest.serializers import Nothing, StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.jobs.choices import JobState

IMPORT = ("asset.import", "assets:write")
READ = ("asset.import", "assets:read")
TAGS = ["devices"]
LONGEST_KEY = 80
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)
VERDICT = OpenApiParameter("verdict", {"type": "string", "enum": ImportVerdict.values}, many=False)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": LONGEST_KEY, "pattern": r"^[ -~]*$"},
    OpenApiParameter.HEADER,
    description="The same key with the same file gives the first import again, for seven days.",
)


class ImportFile(serializers.Serializer[Any]):
    """A file of assets and how to read it; what is left out is as in the profile of these headings."""

    file = serializers.FileField(allow_empty_file=True)
    profile = serializers.CharField(max_length=40, required=False, allow_blank=True)
    date_format = serializers.ChoiceField(sorted(DATE_ORDERS), required=False)
    existing = serializers.ChoiceField(["update", "skip"], required=False)
    sheet = serializers.CharField(max_length=100, required=False, allow_blank=True)
    header_row = serializers.IntegerField(min_value=1, max_value=100_000, required=False)


class ColumnValues(StrictSerializer):
    """One column of the file and the field it goes to; an empty field is not taken over."""

    column = Text(allow_blank=True, max_length=2_000, trim_whitespace=False)
    field = Text(
        allow_blank=True,
        max_length=60,
        help_text=f"One of {', '.join(FIELDS)}, or custom.<key> of a field that the hospital added.",
    )

    def validate_field(self, given: str) -> str:
        """Refuse a field there is not."""
        if given and given not in FIELDS and given not in custom_columns():
            raise serializers.ValidationError(
                _("There is no such field. Leave it empty, or use a known one.")
            )
        return given


class CheckValues(StrictSerializer):
    """How to check: another table of the workbook first, and the columns in the order of the sheet."""

    sheet = Text(max_length=100, required=False)
    header_row = Whole(min_value=1, max_value=100_000, required=False)
    columns = ColumnValues(many=True, required=False)


class ImportJobShape(serializers.Serializer[Any]):
    """The work on an import."""

    state = serializers.ChoiceField(JobState.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    failure = serializers.CharField()


class AssetImportShape(serializers.Serializer[Any]):
    """An import, what its rows would do or did, and what may be done next."""

    id = serializers.IntegerField()
    profile = serializers.CharField()
    file_name = serializers.CharField()
    sheet = serializers.CharField()
    sheets = serializers.ListField(child=serializers.CharField())
    header_row = serializers.IntegerField()
    date_format = serializers.CharField()
    existing = serializers.ChoiceField(["update", "skip"])
    columns = ColumnValues(many=True)
    state = serializers.ChoiceField(AssetImportState.choices)
    counts = serializers.DictField(child=serializers.IntegerField())
    job = ImportJobShape(allow_null=True)
    next_actions = serializers.ListField(child=serializers.CharField())
    asked_at = serializers.DateTimeField()


class ImportFaultShape(serializers.Serializer[Any]):
    """What is wrong with a row."""

    column = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()
    suggestion = serializers.CharField()


class ImportRowShape(serializers.Serializer[Any]):
    """What one row would do or did; `number` counts as a spreadsheet does."""

    number = serializers.IntegerField()
    verdict = serializers.ChoiceField(ImportVerdict.choices)
    asset = serializers.CharField(allow_null=True)
    changes = serializers.ListField(child=serializers.CharField())
    is_stored = serializers.BooleanField()
    is_taken_back = serializers.BooleanField()
    faults = ImportFaultShape(many=True)


class ImportProfileShape(serializers.Serializer[Any]):
    """The kept columns of one source."""

    name = serializers.CharField()
    date_format = serializers.CharField()
    existing = serializers.ChoiceField(["update", "skip"])
    columns = ColumnValues(many=True)
    saved_at = serializers.DateTimeField()


class AssetImports(Endpoint):
    """Files of assets."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "rows": READ,
        "create": IMPORT,
        "check": IMPORT,
        "apply": IMPORT,
        "undo": IMPORT,
    }

    def get_parsers(self) -> list[BaseParser]:
        """A file comes as a form, everything else as JSON."""
        is_file = self.request is not None and self.action_map.get("post") == "create"
        return [BoundedMultiPartParser()] if is_file else [StrictJSONParser()]

    @extend_schema(
        operation_id="asset_imports_list",
        parameters=PAGING,
        responses=page_shape("AssetImportsPage", AssetImportShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Imports, the newest first."""
        strict_query(request, PAGING_NAMES)
        return Response(page_data(page_of(request, AssetImport.objects.all(), ("-id",)), import_data))

    @extend_schema(
        operation_id="asset_imports_create",
        parameters=[IDEMPOTENCY_KEY],
        request={"multipart/form-data": ImportFile},
        responses={201: AssetImportShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Send a CSV or XLSX file; nothing of it is stored as an asset. Check it next."""
        strict_query(request, ())
        if unknown := sorted(set(request.data) - set(ImportFile().fields)):
            raise UnknownInput({name: _("This field cannot be set here.") for name in unknown})
        given = ImportFile(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        existing = values.pop("existing", None)
        try:
            run = ask_import(
                actor=request.user,
                upload=values.pop("file"),
                source=values.pop("profile", ""),
                update_existing=existing == "update" if existing else None,
                idempotency_key=_key(request),
                **values,
            )
        except ValueRefused as refusal:
            named = {"profile" if name == "source" else name: words for name, words in refusal.errors.items()}
            raise ValueRefused(named) from refusal
        return Response(import_data(run), status=201)

    @extend_schema(
        operation_id="asset_imports_read", parameters=[NUMBER], responses=AssetImportShape, tags=TAGS
    )
    def retrieve(self, request: Request, number: int) -> Response:
        """One import: ask again while a job works on it."""
        strict_query(request, ())
        return Response(import_data(_found(number)))

    @extend_schema(
        operation_id="asset_imports_rows",
        parameters=[NUMBER, VERDICT, *PAGING],
        responses=page_shape("AssetImportRowsPage", ImportRowShape),
        tags=TAGS,
    )
    def rows(self, request: Request, number: int) -> Response:
        """What each row would do or did, in the order of the file."""
        strict_query(request, PAGING_NAMES | {"verdict"})
        run = _found(number)
        rows = run.rows.select_related("asset")
        if verdict := request.query_params.get("verdict"):
            if verdict not in ImportVerdict.values:
                words = _("Choose one of: %(names)s.") % {"names": ", ".join(ImportVerdict.values)}
                raise UnknownInput({"verdict": words})
            rows = rows.filter(verdict=verdict)
        page = page_of(request, rows, ("number", "id"))
        return Response(page_data(page, lambda row: row_data(row, run)))

    @extend_schema(
        operation_id="asset_imports_check",
        parameters=[NUMBER],
        request=CheckValues,
        responses={202: AssetImportShape},
        tags=TAGS,
    )
    def check(self, request: Request, number: int) -> Response:
        """Find out what each row would do; without `columns` by the profile or the headings."""
        strict_query(request, ())
        given, run = values_of(request, CheckValues), _found(number)
        if "sheet" in given or "header_row" in given:
            place = {"sheet": given.get("sheet", ""), "header_row": given.get("header_row", 0)}
            run = choose_table(run.pk, actor=request.user, **place)
        chosen = [field for _column, field in run.mapping]
        if "columns" in given:
            headings = [one["column"] for one in given["columns"]]
            if headings != [column for column, _field in run.mapping]:
                raise UnknownInput({"columns": _("Name every column of the file in its order.")})
            chosen = [one["field"] for one in given["columns"]]
        ask_check(run.pk, chosen, actor=request.user)
        return Response(import_data(_found(number)), status=202)

    @extend_schema(
        operation_id="asset_imports_apply",
        parameters=[NUMBER],
        request=Nothing,
        responses={202: AssetImportShape},
        tags=TAGS,
    )
    def apply(self, request: Request, number: int) -> Response:
        """Store the rows without a fault as one batch, or the rest of a batch that was stopped."""
        strict_query(request, ())
        values_of(request, Nothing)
        ask_commit(_found(number).pk, actor=request.user)
        return Response(import_data(_found(number)), status=202)

    @extend_schema(
        operation_id="asset_imports_undo",
        parameters=[NUMBER],
        request=Nothing,
        responses={202: AssetImportShape},
        tags=TAGS,
    )
    def undo(self, request: Request, number: int) -> Response:
        """Take the batch back; what somebody changed since stays."""
        strict_query(request, ())
        values_of(request, Nothing)
        ask_undo(_found(number).pk, actor=request.user)
        return Response(import_data(_found(number)), status=202)


class AssetImportProfiles(Endpoint):
    """The kept columns of sources."""

    needs: ClassVar = {"list": READ}

    @extend_schema(
        operation_id="asset_import_profiles_list",
        parameters=PAGING,
        responses=page_shape("AssetImportProfilesPage", ImportProfileShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Profiles by name."""
        strict_query(request, PAGING_NAMES)
        page = page_of(request, AssetImportProfile.objects.all(), ("name", "id"))
        return Response(page_data(page, profile_data))


def import_data(run: AssetImport) -> dict[str, Any]:
    """One import."""
    standing = standing_of(run)
    job = standing.job
    return {
        "id": run.pk,
        "profile": run.source,
        "file_name": run.origin,
        "sheet": run.sheet,
        "sheets": run.sheets,
        "header_row": run.header_row,
        "date_format": run.date_format,
        "existing": _existing(run),
        "columns": _columns(run),
        "state": run.state,
        "counts": standing.counts,
        "job": {"state": job.state, "done": job.done, "total": job.total, "failure": job.failure}
        if job
        else None,
        "next_actions": list(standing.next_steps),
        "asked_at": in_utc(run.asked_at),
    }


def row_data(row: AssetImportRow, run: AssetImport) -> dict[str, Any]:
    """One row."""
    lines = fault_lines(row, run.mapping)
    return {
        "number": row.number,
        "verdict": row.verdict,
        "asset": row.asset.tag if row.asset else None,
        "changes": changed_names(row) if row.verdict != ImportVerdict.FAULT else [],
        "is_stored": row.is_done and row.verdict != ImportVerdict.FAULT,
        "is_taken_back": row.is_undone,
        "faults": [
            {
                "column": one["column"],
                "code": one["code"],
                "message": one["message"],
                "suggestion": one["hint"],
            }
            for one in lines
        ],
    }


def profile_data(row: AssetImportProfile) -> dict[str, Any]:
    """One profile."""
    return {
        "name": row.name,
        "date_format": row.date_format,
        "existing": _existing(row),
        "columns": _columns(row),
        "saved_at": in_utc(row.saved_at),
    }


def _existing(row: Any) -> str:
    return "update" if row.update_existing else "skip"


def _columns(row: Any) -> list[dict[str, str]]:
    return [{"column": column, "field": field} for column, field in row.mapping]


def _found(number: int) -> AssetImport:
    return get_object_or_404(AssetImport, pk=number)


def _key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY or not key.isprintable() or not key.isascii():
        words = _("Send at most %(most)d printable characters.") % {"most": LONGEST_KEY}
        raise UnknownInput({"Idempotency-Key": words})
    return key
