"""The groups of things that packages to the left hold."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.access import can
from hospital_itsm.search import sources
from hospital_itsm.search.queries import inventory, people, tickets, vendors
from hospital_itsm.search.sources import SearchSource

_GROUPS = (
    SearchSource(
        "tickets",
        _("Tickets"),
        "ticket",
        10,
        "tickets:read",
        lambda actor: can(actor, "ticket.read"),
        tickets.find_tickets,
        tickets.ticket_names,
        tickets.ticket_list,
    ),
    SearchSource(
        "assets",
        _("Assets"),
        "device-desktop",
        20,
        "assets:read",
        lambda actor: can(actor, "asset.read"),
        inventory.find_assets,
        inventory.asset_names,
        inventory.asset_list,
    ),
    SearchSource(
        "people",
        _("People"),
        "user",
        30,
        "people:read",
        lambda actor: can(actor, "people.read"),
        people.find_people,
        people.people_names,
        people.people_list,
    ),
    SearchSource(
        "teams",
        _("Teams"),
        "users",
        40,
        "people:read",
        lambda actor: can(actor, "catalog.read"),
        people.find_teams,
        people.team_names,
    ),
    SearchSource(
        "care_areas",
        _("Care areas"),
        "building-hospital",
        50,
        "people:read",
        lambda actor: can(actor, "catalog.read"),
        people.find_care_areas,
        people.care_area_names,
    ),
    SearchSource(
        "services",
        _("Services"),
        "activity",
        60,
        "people:read",
        lambda actor: can(actor, "catalog.read"),
        inventory.find_services,
        inventory.service_names,
    ),
    SearchSource(
        "vendors",
        _("Vendors"),
        "building-store",
        70,
        "vendors:read",
        lambda actor: can(actor, "vendor.read"),
        vendors.find_vendors,
        vendors.vendor_names,
        vendors.vendor_list,
    ),
    SearchSource(
        "contracts",
        _("Contracts"),
        "file",
        80,
        "vendors:read",
        lambda actor: can(actor, "contract.call"),
        vendors.find_contracts,
        vendors.contract_names,
        vendors.contract_list,
    ),
    SearchSource(
        "files",
        _("Attached files"),
        "paperclip",
        90,
        "tickets:read",
        lambda actor: can(actor, "ticket.read"),
        tickets.find_files,
        tickets.file_names,
    ),
)


def register() -> None:
    """Register them all."""
    for group in _GROUPS:
        sources.register(group)
