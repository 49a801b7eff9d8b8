"""The pages of services in the set-up."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from assets.actions import services
from assets.forms.service import ServiceForm
from assets.models import Service
from hospital_itsm.people.views.setup_rows import RowKind

SERVICES: Final = RowKind(
    name="service",
    plural="services",
    app="assets",
    title=_("Services"),
    intro=_("Applications and infrastructure that people use and that can be down."),
    add_words=_("Add a service"),
    retire_words=_("Retire the service"),
    retire_hint=_("It is offered nowhere any more. Tickets and notices that name it keep it."),
    icon="server-2",
    form=ServiceForm,
    rows=lambda: Service.objects.select_related("team"),
    columns=(
        (_("Tier"), lambda row: row.get_tier_display()),
        (_("Answers to"), lambda row: row.get_domain_display()),
        (_("Queue"), lambda row: row.team or ""),
    ),
    searched=("code", "name", "team__name", "team__code"),
    add=services.add_service,
    change=services.change_service,
    retire=services.retire_service,
    restore=services.restore_service,
)
