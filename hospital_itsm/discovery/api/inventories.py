"""Inventories of agents over REST: an agent or its server sends them, a person takes them over."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.choices import ImportVerdict
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.discovery import wording
from hospital_itsm.discovery.actions.receiving import receive
from hospital_itsm.discovery.models import MachineReport
from hospital_itsm.discovery.queries.matching import matches
from hospital_itsm.discovery.rules.differences import Line
from hospital_itsm.discovery.rules.glpi import Unreadable, read


class InventoryGiven(serializers.Serializer[Any]):
    """An inventory in GLPI's JSON format; further names of that format are read past."""

    deviceid = serializers.CharField(max_length=80, help_text="The agent's own number of the machine.")
    itemtype = serializers.CharField(required=False, help_text="Computer, Phone, Printer, NetworkEquipment.")
    partial = serializers.BooleanField(  # type: ignore[assignment]  # a name of GLPI's format
        required=False, help_text="Only the sections sent are said anew."
    )
    content = serializers.DictField(help_text="The sections: bios, hardware, networks, storages and others.")


class InventoryLine(serializers.Serializer[Any]):
    """One difference. `why` says why it cannot be taken over, else it is empty."""

    field = serializers.CharField()
    old = serializers.CharField()
    new = serializers.CharField()
    why = serializers.CharField()


class UnplacedPart(serializers.Serializer[Any]):
    """A part of the inventory that no field takes, and how many entries it has."""

    part = serializers.CharField()
    count = serializers.IntegerField()


class InventoryShape(serializers.Serializer[Any]):
    """What an agent said of a machine, held against the inventory."""

    device = serializers.CharField(help_text="The agent's own number of the machine.")
    received_at = serializers.CharField()
    asset = serializers.CharField(allow_null=True, help_text="The tag; null for a machine that is new.")
    verdict = serializers.ChoiceField(
        [ImportVerdict.CREATE, ImportVerdict.UPDATE, ImportVerdict.SAME, ImportVerdict.FAULT]
    )
    fault = serializers.CharField(help_text="Why it cannot be taken over, else empty.")
    differences = InventoryLine(many=True)
    unplaced = UnplacedPart(many=True)


class Inventories(Endpoint):
    """The last inventory of each machine. Sending one changes nothing: a person takes over what is right."""

    needs: ClassVar = {
        "list": ("discovery.send", "assets:read"),
        "create": ("discovery.send", "assets:write"),
    }

    @extend_schema(
        operation_id="inventories_list",
        parameters=PAGING,
        responses=page_shape("InventoriesPage", InventoryShape),
        tags=["devices"],
    )
    def list(self, request: Request) -> Response:
        """Machines and their differences, the last received first."""
        strict_query(request, PAGING_NAMES)
        page = page_of(request, MachineReport.objects.all(), ("-received_at", "-pk"))
        found = dict(
            zip([row.pk for row in page.rows], matches([row.machine for row in page.rows]), strict=True)
        )
        return Response(page_data(page, lambda row: shown(row, found[row.pk].lines, found[row.pk].asset)))

    @extend_schema(
        operation_id="inventories_send",
        request=InventoryGiven,
        responses={201: InventoryShape},
        tags=["devices"],
    )
    def create(self, request: Request) -> Response:
        """Send the inventory of one machine, at most 5 MB; it takes the place of the one before."""
        strict_query(request, ())
        if not isinstance(request.data, dict):
            raise UnknownInput({"": wording.fault("not-an-inventory")})
        try:
            machine = read(request.data)
        except Unreadable as error:
            field = "content" if str(error) in ("not-an-inventory", "too-many-parts") else "deviceid"
            raise ValueRefused({field: wording.fault(str(error))}) from error
        (report,) = receive([("REST", machine)], actor=request.user)
        (match,) = matches([report.machine])
        return Response(shown(report, match.lines, match.asset), status=201)


def shown(report: MachineReport, lines: Any, asset: Any) -> dict[str, Any]:
    """A machine as REST answers it."""
    return {
        "device": report.device_id,
        "received_at": in_utc(report.received_at),
        "asset": asset.tag if asset else None,
        "verdict": report.verdict,
        "fault": wording.fault(report.fault) if report.fault else "",
        "differences": [_line(line) for line in lines],
        "unplaced": [{"part": part, "count": count} for part, count in report.machine["unplaced"]],
    }


def _line(line: Line) -> dict[str, str]:
    return {
        "field": line.code,
        "old": wording.value(line.old),
        "new": wording.value(line.new),
        "why": wording.why(line),
    }
