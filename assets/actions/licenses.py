"""Licenses of the portfolio."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.models import License
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused

CHANGEABLE: Final = frozenset(
    {
        "product",
        "service",
        "vendor",
        "contract",
        "metric",
        "entitled",
        "assigned",
        "active_90d",
        "unit_cost",
        "currency",
        "renews_on",
        "is_active",
    }
)


@action("license.add", gettext_lazy("added the license"))
def add_license(*, actor: Any, fields: Mapping[str, Any]) -> License:
    """Store what may be used of a product. Raises Forbidden, ValueRefused naming every field at fault."""
    require(actor, "portfolio.manage")
    store.refuse_unknown(fields, CHANGEABLE)
    row = License()
    changes = store.put_values(row, fields)
    _refuse(row)
    row.save(force_insert=True)
    record(actor, "license.add", row, changes)
    return row


@action("license.change", gettext_lazy("changed the license"))
def change_license(
    row: License, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> License:
    """Change fields of a license. Raises Forbidden, StaleVersion, ValueRefused."""
    require(actor, "portfolio.manage")
    row = License.objects.select_for_update().get(pk=row.pk)
    store.refuse_stale(row, version)
    store.refuse_unknown(fields, CHANGEABLE)
    changes = store.put_values(row, fields)
    _refuse(row)
    if changes:
        store.save_row(row, changes, actor=actor, verb="license.change")
    return row


def _refuse(row: License) -> None:
    errors = store.faults_of(row)
    if not row.product:
        errors["product"] = _("Say which product it is.")
    if row.entitled is None:
        errors["entitled"] = _("Say how many the hospital bought.")
    if row.service is None and row.vendor is None:
        errors["service"] = _("Choose the service it is for, or the vendor.")
    if errors:
        raise ValueRefused(errors)
