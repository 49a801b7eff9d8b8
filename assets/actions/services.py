"""Services: adding, changing, retiring."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from assets.models import Service
from hospital_itsm.audit.actions import action
from hospital_itsm.core import obstacles
from hospital_itsm.people.actions.setup_rows import add_row, change_row, set_active
from hospital_itsm.people.models import Team


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
