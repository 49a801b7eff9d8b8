"""Imports of lists over REST: send a file, check it, store it, read what each row did, take it back."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from assets.choices import AssetImportState, ImportVerdict
from assets.rules.importing.columns import DATE_ORDERS
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import Text, Whole, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.parsers import BoundedMultiPartParser, StrictJSONParser
from hospital_itsm.core.rest.serializers import Nothing, StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.importing.actions.asking import (
    ask_check,
    ask_import,
    ask_storing,
    ask_undo,
    choose_table,
)
from hospital_itsm.importing.choices import AmountStyle
from hospital_itsm.importing.kinds import KINDS, ImportKind
from hospital_itsm.importing.models import SheetImport, SheetRow
from hospital_itsm.importing.queries.standing import Standing, standing_of, standings_of
from hospital_itsm.importing.wording import changed_names, fault_lines
from hospital_itsm.jobs.choices import JobState

LONGEST_KEY: Final = 80
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)
VERDICT = OpenApiParameter("verdict", {"type": "string", "enum": ImportVerdict.values}, many=False)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": LONGEST_KEY, "pattern": r"^[ -~]*$"},
    OpenApiParameter.HEADER,
    description="The same key with the same file gives the first import again, for seven days.",
)
RENAMED: Final[Mapping[str, str]] = {"source": "profile", "mapping": "columns"}
"""What the fields of actions are called here."""


class ReadingValues(serializers.Serializer[Any]):
    """How cells are read; what is left out is as in the profile."""

    date_format = serializers.ChoiceField(sorted(DATE_ORDERS), required=False)
    amount_style = serializers.ChoiceField(AmountStyle.choices, required=False)
    existing = serializers.ChoiceField(["update", "skip"], required=False)


class SheetFile(ReadingValues):
    """A file of a list; what is left out is as in the profile of these headings."""

    file = serializers.FileField(allow_empty_file=True)
    profile = serializers.CharField(max_length=40, required=False, allow_blank=True)
    sheet = serializers.CharField(max_length=100, required=False, allow_blank=True)
    header_row = serializers.IntegerField(min_value=1, max_value=100_000, required=False)


class SheetColumn(StrictSerializer):
    """One column of the file and the field it goes to; an empty field is not taken over."""

    column = Text(allow_blank=True, max_length=2_000, trim_whitespace=False)
    field = Text(allow_blank=True, max_length=60, help_text="One of the fields that the import names.")


class SheetCheck(ReadingValues, StrictSerializer):
    """How to check: another table of the workbook first, the columns in the order of the sheet, how cells are read."""

    sheet = Text(max_length=100, required=False)
    header_row = Whole(min_value=1, max_value=100_000, required=False)
    columns = SheetColumn(many=True, required=False)


class SheetJobShape(serializers.Serializer[Any]):
    """The work on an import."""

    state = serializers.ChoiceField(JobState.choices)
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    failure = serializers.CharField()


class SheetImportShape(serializers.Serializer[Any]):
    """An import, what its rows would do or did, and what may be done next."""

    id = serializers.IntegerField()
    profile = serializers.CharField()
    file_name = serializers.CharField()
    sheet = serializers.CharField()
    sheets = serializers.ListField(child=serializers.CharField())
    header_row = serializers.IntegerField()
    date_format = serializers.CharField()
    amount_style = serializers.ChoiceField(AmountStyle.choices)
    existing = serializers.ChoiceField(["update", "skip"])
    columns = SheetColumn(many=True)
    fields_known = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(AssetImportState.choices)
    counts = serializers.DictField(child=serializers.IntegerField())
    job = SheetJobShape(allow_null=True)
    next_actions = serializers.ListField(child=serializers.CharField())
    asked_at = serializers.DateTimeField()


class SheetFaultShape(serializers.Serializer[Any]):
    """What is wrong with a row."""

    column = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()
    suggestion = serializers.CharField()


class SheetRowShape(serializers.Serializer[Any]):
    """What one row would do or did; `number` counts as a spreadsheet does."""

    number = serializers.IntegerField()
    verdict = serializers.ChoiceField(ImportVerdict.choices)
    what = serializers.CharField()
    changes = serializers.ListField(child=serializers.CharField())
    is_stored = serializers.BooleanField()
    is_taken_back = serializers.BooleanField()
    faults = SheetFaultShape(many=True)


class SheetImports(Endpoint):
    """Files of one list; `of` is the list."""

    of: ClassVar[ImportKind]

    def get_parsers(self) -> list[BaseParser]:
        """A file comes as a form, everything else as JSON."""
        is_file = self.request is not None and self.action_map.get("post") == "create"
        return [BoundedMultiPartParser()] if is_file else [StrictJSONParser()]

    def list(self, request: Request) -> Response:
        """Imports, the newest first."""
        strict_query(request, PAGING_NAMES)
        rows = SheetImport.objects.filter(kind=self.of.code)
        page = page_of(request, rows, ("-id",))
        standings = standings_of(page.rows)
        return Response(page_data(page, lambda run: import_data(run, standings[run.pk])))

    def create(self, request: Request) -> Response:
        """Send a CSV or XLSX file; nothing of it is stored in the list. Check it next."""
        strict_query(request, ())
        if unknown := sorted(set(request.data) - set(SheetFile().fields)):
            raise UnknownInput({name: _("This field cannot be set here.") for name in unknown})
        given = SheetFile(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        run = _renamed(
            ask_import,
            self.of.code,
            actor=request.user,
            upload=values.pop("file"),
            source=values.pop("profile", ""),
            idempotency_key=_key(request),
            **_read_as(values),
        )
        return Response(import_data(run), status=201)

    def retrieve(self, request: Request, number: int) -> Response:
        """One import: ask again while a job works on it."""
        strict_query(request, ())
        return Response(import_data(self.found(number)))

    def rows(self, request: Request, number: int) -> Response:
        """What each row would do or did, in the order of the file."""
        strict_query(request, PAGING_NAMES | {"verdict"})
        run = self.found(number)
        rows = run.rows.all()
        if verdict := request.query_params.get("verdict"):
            if verdict not in ImportVerdict.values:
                words = _("Choose one of: %(names)s.") % {"names": ", ".join(ImportVerdict.values)}
                raise UnknownInput({"verdict": words})
            rows = rows.filter(verdict=verdict)
        page = page_of(request, rows, ("number", "id"))
        return Response(page_data(page, lambda row: row_data(row, run)))

    def check(self, request: Request, number: int) -> Response:
        """Find out what each row would do; without `columns` by the profile or the headings."""
        strict_query(request, ())
        given, run = values_of(request, SheetCheck), self.found(number)
        if "sheet" in given or "header_row" in given:
            place = {"sheet": given.pop("sheet", ""), "header_row": given.pop("header_row", 0)}
            run = _renamed(choose_table, run.pk, actor=request.user, **place)
        chosen = [field for _column, field in run.mapping]
        if "columns" in given:
            chosen = self._chosen(run, given.pop("columns"))
        _renamed(ask_check, run.pk, chosen, actor=request.user, **_read_as(given))
        return Response(import_data(self.found(number)), status=202)

    def _chosen(self, run: SheetImport, columns: Any) -> Any:
        if [one["column"] for one in columns] != [column for column, _field in run.mapping]:
            raise UnknownInput({"columns": _("Name every column of the file in its order.")})
        fields = [one["field"] for one in columns]
        if unknown := [field for field in fields if field and field not in self.of.by_name]:
            words = _("%(name)s is none of the fields: %(names)s.")
            named = {"name": unknown[0], "names": ", ".join(self.of.by_name)}
            raise UnknownInput({"columns": words % named})
        return fields

    def apply(self, request: Request, number: int) -> Response:
        """Store the rows without a fault as one batch, or the rest of a batch that was stopped."""
        strict_query(request, ())
        values_of(request, Nothing)
        ask_storing(self.found(number).pk, actor=request.user)
        return Response(import_data(self.found(number)), status=202)

    def undo(self, request: Request, number: int) -> Response:
        """Take the batch back; what somebody changed since stays."""
        strict_query(request, ())
        values_of(request, Nothing)
        ask_undo(self.found(number).pk, actor=request.user)
        return Response(import_data(self.found(number)), status=202)

    def found(self, number: int) -> SheetImport:
        """The import, of this list."""
        found: SheetImport = get_object_or_404(SheetImport, pk=number, kind=self.of.code)
        return found


def endpoint(kind: ImportKind) -> type[SheetImports]:
    """The endpoint of one list, with its own scope and its own names in the schema."""
    read, write = (kind.verb, f"{kind.scope}:read"), (kind.verb, f"{kind.scope}:write")
    made: Any = type(f"{kind.code.title().replace('_', '')}Imports", (SheetImports,), {"of": kind})
    made.__doc__ = SheetImports.__doc__
    made.needs = {
        **dict.fromkeys(("list", "retrieve", "rows"), read),
        **dict.fromkeys(("create", "check", "apply", "undo"), write),
    }
    for action, said in _schemas(kind.code).items():
        setattr(
            made, action, extend_schema(operation_id=f"{kind.code}_imports_{action}", **said)(_own(action))
        )
    return made


def _own(action: str) -> Any:
    """A copy of a method, which carries its own part of the schema."""
    inherited = getattr(SheetImports, action)

    def method(self: SheetImports, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer: Response = inherited(self, request, *args, **kwargs)
        return answer

    method.__name__, method.__doc__ = action, inherited.__doc__
    return method


def _schemas(code: str) -> dict[str, dict[str, Any]]:
    many = f"{code.title().replace('_', '')}Imports"
    one: dict[str, Any] = {"parameters": [NUMBER], "responses": SheetImportShape}
    asked: dict[str, Any] = {"parameters": [NUMBER], "responses": {202: SheetImportShape}}
    return {
        "list": {"parameters": PAGING, "responses": page_shape(f"{many}Page", SheetImportShape)},
        "create": {
            "parameters": [IDEMPOTENCY_KEY],
            "request": {"multipart/form-data": SheetFile},
            "responses": {201: SheetImportShape},
        },
        "retrieve": one,
        "rows": {
            "parameters": [NUMBER, VERDICT, *PAGING],
            "responses": page_shape(f"{many}RowsPage", SheetRowShape),
        },
        "check": {**asked, "request": SheetCheck},
        "apply": {**asked, "request": Nothing},
        "undo": {**asked, "request": Nothing},
    }


def import_data(run: SheetImport, standing: Standing | None = None) -> dict[str, Any]:
    """One import and how far it is."""
    standing = standing or standing_of(run)
    job = standing.job
    return {
        "id": run.pk,
        "profile": run.source,
        "file_name": run.origin,
        "sheet": run.sheet,
        "sheets": run.sheets,
        "header_row": run.header_row,
        "date_format": run.date_format,
        "amount_style": run.amount_style,
        "existing": "update" if run.update_existing else "skip",
        "columns": [{"column": column, "field": field} for column, field in run.mapping],
        "fields_known": list(run.of.by_name),
        "state": run.state,
        "counts": standing.counts,
        "job": {"state": job.state, "done": job.done, "total": job.total, "failure": job.failure}
        if job
        else None,
        "next_actions": list(standing.next_steps),
        "asked_at": in_utc(run.asked_at),
    }


def row_data(row: SheetRow, run: SheetImport) -> dict[str, Any]:
    """One row."""
    return {
        "number": row.number,
        "verdict": row.verdict,
        "what": row.label,
        "changes": changed_names(row, run),
        "is_stored": row.is_done and row.verdict != ImportVerdict.FAULT,
        "is_taken_back": row.is_undone,
        "faults": [
            {
                "column": one["column"],
                "code": one["code"],
                "message": one["message"],
                "suggestion": one["hint"],
            }
            for one in fault_lines(row, run)
        ],
    }


def _read_as(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what becomes of known rows as the actions call it."""
    found = {name: value for name, value in values.items() if name != "existing"}
    return found | ({"update_existing": values["existing"] == "update"} if "existing" in values else {})


def _renamed(act: Any, *args: Any, **kwargs: Any) -> Any:
    """Do it; a refusal names the fields as they are called here."""
    try:
        return act(*args, **kwargs)
    except ValueRefused as refusal:
        named = {RENAMED.get(name, name): words for name, words in refusal.errors.items()}
        raise ValueRefused(named) from refusal


def _key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY or not key.isprintable() or not key.isascii():
        words = _("Send at most %(most)d printable characters.") % {"most": LONGEST_KEY}
        raise UnknownInput({"Idempotency-Key": words})
    return key


ENDPOINTS: Final = {code: endpoint(kind) for code, kind in KINDS.items()}
