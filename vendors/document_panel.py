"""The section "Documents" on the pages of vendors, contracts and agreements."""

from typing import Any, Final

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, panels
from vendors.models import Baa, Contract, Document, Vendor

MOST: Final = 50


def register() -> None:
    """Put the section on the pages; called once when the app is ready."""
    for model in (Vendor, Contract, Baa):
        panels.register(
            model,
            panels.Panel(
                code="documents",
                title=_("Documents"),
                order=14,
                template="vendors/_documents_panel.html",
                allowed=lambda user: access.can(user, "document.read"),
                load=documents_of,
            ),
        )


def documents_of(subject: Model, user: Any) -> panels.Loaded:
    """The documents this person sees, newest first, with the newest version that opens: two statements.

    A vendor's page shows those of its contracts and agreements too.
    """
    seen = Document.objects.visible_to(user)
    if isinstance(subject, Vendor):
        rows = seen.around(subject).select_related("contract", "baa")
    else:
        rows = seen.filter(**{subject._meta.model_name or "": subject})
    found = list(rows.with_versions()[: MOST + 1])
    lines = [
        {
            "document": row,
            "newest": next((one for one in row.versions.all() if one.withdrawn_at is None), None),
            "count": len(row.versions.all()),
            "of": (row.contract or row.baa) if isinstance(subject, Vendor) else None,
        }
        for row in found[:MOST]
    ]
    return {
        "lines": lines,
        "is_cut": len(found) > MOST,
        "most": MOST,
        "new_url": new_url(subject) if access.can(user, "document.manage") else "",
    }


def new_url(subject: Any) -> str:
    """Where a document is added to this vendor, contract or agreement."""
    if isinstance(subject, Contract):
        return reverse("vendors:new_contract_document", args=[subject.number])
    name = "vendors:new_baa_document" if isinstance(subject, Baa) else "vendors:new_vendor_document"
    return reverse(name, args=[subject.pk])
