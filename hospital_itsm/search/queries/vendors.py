"""Finding vendors and contracts."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from hospital_itsm.search.queries.named import best_first, holding
from hospital_itsm.search.sources import Asked, Hit
from vendors.models import Contract, Vendor
from vendors.queries.vendors import goes_by


def find_vendors(asked: Asked, most: int) -> list[Hit]:
    """Vendors by any name they go by: one statement."""
    rows = Vendor.objects.visible_to(asked.actor).in_use().filter(goes_by(asked.plain))
    return [
        Hit(row.name, facts=tuple(filter(None, (row.support_phone,))), url=row.get_absolute_url())
        for row in best_first(rows, asked, "name")[:most]
    ]


def vendor_names(actor: Any) -> tuple[QuerySet[Any], str]:
    """Names of vendors in use."""
    return Vendor.objects.visible_to(actor).in_use(), "name"


def vendor_list(asked: Asked) -> str:
    """The list of vendors with these words."""
    return f"{reverse('vendors:vendors')}?{urlencode({'q': asked.plain})}"


def find_contracts(asked: Asked, most: int) -> list[Hit]:
    """Contracts by number, title or vendor, drafts only to those who read them: one statement."""
    rows = Contract.objects.visible_to(asked.actor).filter(
        holding(asked.parts, "number", "title", "vendor__name")
    )
    typed = asked.plain.lower()
    return [
        Hit(
            row.title or row.number,
            row.number,
            (row.vendor.name, str(row.get_status_display())),
            row.get_absolute_url(),
            is_exact=row.number.lower() == typed,
        )
        for row in best_first(rows.select_related("vendor"), asked, "title", "number")[:most]
    ]


def contract_names(actor: Any) -> tuple[QuerySet[Any], str]:
    """Titles of the contracts the person sees."""
    return Contract.objects.visible_to(actor), "title"


def contract_list(asked: Asked) -> str:
    """The list of contracts with these words."""
    return f"{reverse('vendors:contracts')}?{urlencode({'q': asked.plain})}"
