"""The forms of the portfolio and its licenses."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assets.actions.services import PORTFOLIO
from assets.choices import DataClass, Hosting, LicenseMetric, ServiceKind, ServiceLifecycle, Tier
from assets.forms.fields import CONTRACTS, VENDORS, amount, optional_day, prose, row
from assets.forms.lookup import LookupField, find_person
from assets.models import License, Service
from hospital_itsm.people.forms.setup_rows import number_field, tick_field
from vendors.forms.fields import VersionForm, choice, line

SERVICES = Service.objects.in_use().order_by("name")
MOST_MINUTES = 60 * 24 * 30


class ServiceForm(VersionForm):
    """What the portfolio says about a service."""

    name = line(_("Name"), required=_("Say what people call it."))
    kind = choice(_("Kind"), ServiceKind.choices)
    category = line(_("Category"), most=60, hint=_("Such as clinical.ehr or revenue_cycle."))
    description = prose(_("What it is for"), 400, rows=2)
    owner = LookupField(find=find_person, label=_("Owner"), hint=_("User name or full name."))
    clinical_owner = LookupField(
        find=find_person, label=_("Clinical owner"), hint=_("User name or full name.")
    )
    vendor = row(_("Vendor"), VENDORS)
    contract = row(_("Contract"), CONTRACTS)
    tier = choice(_("Tier"), Tier.choices)
    rto_minutes = number_field(_("Back within, minutes (RTO)"), least=0, most=MOST_MINUTES, required=False)
    rpo_minutes = number_field(
        _("Data lost at most, minutes (RPO)"), least=0, most=MOST_MINUTES, required=False
    )
    hosting = choice(_("Runs"), Hosting.choices)
    data_class = choice(_("Data"), DataClass.choices)
    lifecycle = choice(_("Lifecycle"), ServiceLifecycle.choices)
    users_count = number_field(_("People who use it"), least=0, most=1_000_000, required=False)
    software_version = line(_("Version"), most=40)


class LicenseForm(VersionForm):
    """What may be used, is given out and is used."""

    product = line(_("Product"), required=_("Say which product it is."))
    service = row(_("For service"), SERVICES)
    vendor = row(_("Vendor"), VENDORS)
    contract = row(_("Contract"), CONTRACTS)
    metric = choice(_("Counts"), LicenseMetric.choices)
    entitled = number_field(_("Bought"), least=0, most=10_000_000)
    assigned = number_field(_("Given out"), least=0, most=10_000_000)
    active_90d = number_field(_("Used in 90 days"), least=0, most=10_000_000, required=False)
    unit_cost = amount(_("Cost of one"))
    currency = line(_("Currency"), most=3)
    renews_on = optional_day(_("Renews on"))
    is_active = tick_field(_("In use"))


def service_values(service: Service) -> dict[str, Any]:
    """The present values for ServiceForm."""
    return {name: getattr(service, name) for name in (*PORTFOLIO, "version")}


def license_values(row: License) -> dict[str, Any]:
    """The present values for LicenseForm."""
    return {name: getattr(row, name) for name in LicenseForm.base_fields}
