"""Services: adding, changing, retiring."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assets.actions import store
from assets.models import Service
from hospital_itsm.audit.actions import action
from hospital_itsm.core import obstacles
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions.setup_rows import add_row, change_row, set_active
from hospital_itsm.people.models import Team

PORTFOLIO: Final = frozenset(
    {
        "name",
        "kind",
        "category",
        "description",
        "owner",
        "clinical_owner",
        "vendor",
        "contract",
        "tier",
        "rto_minutes",
        "rpo_minutes",
        "hosting",
        "data_class",
        "lifecycle",
        "users_count",
        "software_version",
    }
)


@action("service.add", gettext_lazy("added the service"))
def add_service(*, actor: Any, fields: Mapping[str, Any]) -> Service:
    """Store a service."""
    return add_row(Service(), fields, actor=actor, verb="service.add")


@action("service.change", gettext_lazy("changed the service"))
def change_service(
    service: Service, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> Service:
    """Change fields of a service; tickets stay where they are. See `setup_rows.change_row`."""
    return change_row(service, fields, actor=actor, verb="service.change", version=version)


@action("service.portfolio", gettext_lazy("changed the portfolio entry"))
def change_portfolio(
    service: Service, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> Service:
    """Change what the portfolio says about a service: PORTFOLIO. A change of nothing records nothing.

    Raises Forbidden, StaleVersion, ValueRefused.
    """
    service = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    require(actor, "portfolio.manage", service)
    store.refuse_stale(service, version)
    store.refuse_unknown(fields, PORTFOLIO)
    changes = store.put_values(service, fields)
    errors = store.faults_of(service)
    if not service.name:
        errors["name"] = _("Say what people call it.")
    if errors:
        raise ValueRefused(errors)
    if changes:
        store.save_row(service, changes, actor=actor, verb="service.portfolio")
    return service


@action("service.retire", gettext_lazy("retired the service"))
def retire_service(service: Service, *, actor: Any) -> Service:
    """Offer a service no more; tickets and notices that name it keep it."""
    return set_active(service, False, actor=actor, verb="service.retire")


@action("service.restore", gettext_lazy("took the service back into use"))
def restore_service(service: Service, *, actor: Any) -> Service:
    """Take a retired service back into use."""
    return set_active(service, True, actor=actor, verb="service.restore")


def _services_of_team(team: Team) -> Iterator[str]:
    count = Service.objects.filter(team=team, is_active=True).count()
    if count:
        words = ngettext(
            "%(count)d service belongs to this queue. Give it another queue first.",
            "%(count)d services belong to this queue. Give them another queue first.",
            count,
        )
        yield words % {"count": count}


obstacles.register(Team, _services_of_team)
