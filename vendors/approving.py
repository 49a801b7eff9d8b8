"""Contracts as a subject of approvals."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals.subjects import Fact, Subject, register
from vendors import blockers
from vendors.actions.contract_life import KIND, follow_answer
from vendors.baa_gate import blocked
from vendors.choices import GatePurpose
from vendors.contract_words import day_words
from vendors.models import Contract


def facts(contract: Contract) -> Sequence[Fact]:
    """What an approver has to know."""
    renews = contract.renews.number if contract.renews else _("Nothing, it is new")
    return (
        (_("Contract"), f"{contract.number} {contract.title}"),
        (_("Vendor"), contract.vendor.name),
        (_("Term"), f"{day_words(contract.starts_on)} {_('to')} {day_words(contract.ends_on)}"),
        (_("Renews by itself"), _("Yes") if contract.auto_renew else _("No")),
        (_("Renews contract"), renews),
        (_("Touches patient data"), contract.get_phi_access_display() or _("Not known")),
        (_("Cost center"), contract.cost_center or _("None")),
    )


def _read(pk: int) -> Contract:
    return Contract.objects.select_related("vendor", "renews").get(pk=pk)


def _lock(pk: int) -> Any:
    return Contract.objects.select_related("vendor").select_for_update(of=("self",)).get(pk=pk)


def missing_baa(contract: Contract, asker: Any) -> Sequence[str]:
    """Why a new contract may not be approved while no agreement about patient data is in force."""
    words = blocked(contract.vendor, GatePurpose.CONTRACT, asker=asker, says=contract.phi_access)
    return [words] if words else []


def register_subject() -> None:
    """Called once when the app is ready."""
    blockers.register(missing_baa)
    register(
        Subject(
            KIND,
            gettext_lazy("Contract"),
            visible=Contract.objects.visible_to,
            read=_read,
            lock=_lock,
            decided=follow_answer,
            facts=facts,
            blockers=blockers.of,
        )
    )
