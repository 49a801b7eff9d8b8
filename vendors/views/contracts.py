"""Contracts: the list, the page of one, the forms that add and change."""

from datetime import date
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals.shown import approvals_of
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions import contracts
from vendors.attention import attention_for
from vendors.choices import UNSIGNED, BaaStanding, ContractKind, ContractState, ContractStatus
from vendors.contract_lines import lines_of
from vendors.filters import CONTRACT_SORTS, ContractFilters
from vendors.forms.contracts import ContractForm, NewContractForm, contract_fields
from vendors.models import Contract, Vendor
from vendors.rules.lifecycle import LIFECYCLE

DECISIONS: Final = 10
CLAUSES: Final = ("phi_access", "termination_for_convenience", "data_return_clause", "security_exhibit")


class ContractsView(ListPage):
    """`/contracts/`: everything this person may see, drafts for those who read contracts in full."""

    access = "contract.call"
    template = "vendors/contracts.html"
    rows_template = "vendors/_contract_rows.html"
    filters = ContractFilters
    orders = CONTRACT_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible contracts with their vendor."""
        return Contract.objects.visible_to(request.user).select_related("vendor")

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """States and kinds to choose from, whether this person adds contracts, and above the whole list what waits."""
        reads_drafts = can(request.user, "contract.read")
        return {
            "states": [one for one in ContractState.choices if reads_drafts or one[0] not in UNSIGNED],
            "state": request.GET.get("state", ""),
            "kinds": ContractKind.choices,
            "kind": request.GET.get("kind", ""),
            "baa_standings": BaaStanding.choices,
            "baa": request.GET.get("baa", ""),
            "may_add": can(request.user, "contract.manage"),
            "reads_contracts": reads_drafts,
            "attention": None if request.GET else attention_for(request.user, timezone.localdate()),
        }


class ContractView(PageView):
    """`/contracts/<number>/`: whom to call, the term, and what other apps know."""

    access = "contract.call"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        """Show it."""
        contract = contract_or_404(request, number)
        (line,) = lines_of([contract], timezone.localdate())
        reads = can(request.user, "contract.read")
        may_decide = can(request.user, "contract.decide", contract)
        may_manage = can(request.user, "contract.manage", contract)
        steps = {row.verb for row in LIFECYCLE.allowed(contract.status)} if may_manage else set()
        context = {
            "contract": contract,
            "line": line,
            "may_manage": may_manage,
            "steps": steps,
            "may_renew": may_manage and contract.status == ContractStatus.ACTIVE,
            "approvals": approvals_of("contract", contract, request.user) if reads else (),
            "is_over": line.state == ContractState.EXPIRED,
            "may_decide": may_decide and contract.status == ContractStatus.ACTIVE,
            "reads_contracts": reads,
            "decisions": contract.decisions.select_related("decided_by")[:DECISIONS] if reads else (),
            "clauses": clause_words(contract),
            "panels": panels_for(contract, request.user),
        }
        return render(request, "vendors/contract.html", context)


def clause_words(contract: Contract) -> list[tuple[Any, str]]:
    """What the contract says yes or no to, with the answer in words."""
    return [
        (
            ContractForm.base_fields[name].label,
            Contract.codes_of(name).get(getattr(contract, name), _("Not known")),
        )
        for name in CLAUSES
    ]


def contract_or_404(request: HttpRequest, number: str) -> Contract:
    """The contract of an address with vendor and owner. Raises Http404 where the person does not see it."""
    rows = Contract.objects.visible_to(request.user).select_related("vendor", "owner", "renews")
    found: Contract = get_object_or_404(rows, number=number)
    return found


class NewContractView(FormPage):
    """`/contracts/new/`, with `?vendor=<pk>` for one of this vendor."""

    access = "contract.manage"
    button = gettext_lazy("Add the contract")
    done = gettext_lazy("The contract is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Everything a contract says."""
        return NewContractForm(posted(request), initial={"vendor": chosen_vendor(request), "currency": "USD"})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Contract:
        """Add it."""
        data.pop("version")
        return contracts.create_contract(actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a contract")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("vendors:contracts")


class EditContractView(FormPage):
    """`/contracts/<number>/edit/`."""

    access = "contract.manage"
    button = gettext_lazy("Save")
    done = gettext_lazy("The contract is changed.")

    def row(self, request: HttpRequest, **where: Any) -> Contract:
        """The contract of the address."""
        return contract_or_404(request, where["number"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Everything it says."""
        return ContractForm(
            posted(request), initial=contract_fields(row), keeps=row.vendor_id, owner=row.owner_id
        )

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Contract:
        """Change it."""
        version = data.pop("version")
        return contracts.change_contract(row.number, actor=request.user, fields=data, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in contract_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change contract %(number)s") % {"number": row.number}


def chosen_vendor(request: HttpRequest) -> int | None:
    """The vendor that the address names, if it can be chosen. Raises Http404 for a name that is no number."""
    given = request.GET.get("vendor", "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= 18):
        raise Http404
    found = Vendor.objects.visible_to(request.user).in_use().filter(pk=int(given)).first()
    return found.pk if found else None
