"""What each permission lets somebody do, in words, by the part of the work it belongs to."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Group = tuple[Promise, dict[str, Promise]]
GROUPS: Final[tuple[Group, ...]] = (
    (
        _("Reporting"),
        {
            "desk.report": _("Report problems and follow own tickets"),
            "unit.view": _("See what their unit reported"),
            "unit.lead": _("Set the wishes of their unit and hand a shift over"),
        },
    ),
    (
        _("Tickets"),
        {
            "queue.view": _("Open the queue"),
            "ticket.read_all": _("Read every ticket that is not restricted"),
            "ticket.read_security": _("Read restricted tickets of security"),
            "ticket.read_privacy": _("Read restricted tickets of privacy"),
            "ticket.break_glass": _("Open one restricted ticket in an emergency, told at once and reviewed"),
            "opening.review": _("Review emergency openings"),
            "ticket.work": _("Work tickets of their queues"),
            "ticket.work_any": _("Work tickets of every queue"),
            "ticket.take": _("Take tickets"),
            "ticket.triage": _("Sort new tickets into queues"),
            "ticket.raise_priority": _("Raise a priority"),
            "ticket.lower_priority": _("Lower a priority"),
            "phi.reveal": _("Show the protected patient reference, with a reason"),
            "notice.post": _("Post notices for everybody"),
            "patient_event.read": _("Read what happened to patients"),
            "page.acknowledge": _("Be paged and answer pages"),
        },
    ),
    (
        _("Devices and safety"),
        {
            "asset.read": _("Read devices"),
            "asset.edit": _("Change devices"),
            "asset.manage": _("Add and retire devices"),
            "asset.import": _("Import inventories"),
            "asset.release": _("Release medical devices into use again"),
            "procedure.work": _("Do and sign steps of procedures"),
            "procedure.sign": _("Sign procedures off"),
            "recall.read": _("Read recalls"),
            "recall.work": _("Work recalls"),
            "recall.manage": _("Keep recalls and say what they mean here"),
            "portfolio.manage": _("Keep the list of applications"),
        },
    ),
    (
        _("Vendors and money"),
        {
            "vendor.read": _("Read vendors"),
            "vendor.manage": _("Keep vendors"),
            "contract.read": _("Read contracts"),
            "contract.manage": _("Keep contracts"),
            "baa.manage": _("Keep agreements about patient data"),
            "baa.override": _("Let a vendor begin without such an agreement, with a reason"),
            "remote_access.approve": _("Let vendors in from outside"),
            "purchase.ask": _("Ask for purchases"),
            "purchase.read": _("Read purchases"),
            "purchase.order": _("Order"),
            "purchase.receive": _("Receive what was ordered"),
            "budget.read": _("Read budgets"),
            "budget.manage": _("Keep budgets and book costs"),
            "budget.plan_infrastructure": _("Plan the budget of infrastructure"),
            "budget.plan_applications": _("Plan the budget of applications"),
            "budget.plan_htm": _("Plan the budget of clinical engineering"),
            "budget.approve": _("Approve budgets"),
        },
    ),
    (
        _("Insight"),
        {
            "insight.view": _("See figures and reports"),
            "insight.target": _("Set targets of figures"),
            "dashboard.desk": _("See the dashboard of the desk"),
            "dashboard.infrastructure": _("See the dashboard of infrastructure"),
            "dashboard.applications": _("See the dashboard of applications"),
            "dashboard.cio": _("See the dashboard of the CIO"),
            "dashboard.informatics": _("See the dashboard of informatics"),
            "dashboard.htm": _("See the dashboard of clinical engineering"),
            "audit.read": _("Read the audit trail"),
        },
    ),
    (
        _("Keeping the product"),
        {
            "setup.manage": _("Change the set-up"),
            "people.manage": _("Keep accounts and give roles, never to themselves"),
            "workstation.register": _("Tie computers to their place"),
            "oncall.manage": _("Keep the on-call rota"),
            "api.use": _("Use the API as a service"),
        },
    ),
)
WORDS: Final[dict[str, Promise]] = {code: words for _title, held in GROUPS for code, words in held.items()}


def grouped(permissions: Iterable[str]) -> Iterator[tuple[Promise, list[tuple[str, Promise]]]]:
    """Yield the groups that have any of these permissions, each with code and words of those, in their order."""
    held = set(permissions)
    for title, words in GROUPS:
        found = [(code, said) for code, said in words.items() if code in held]
        if found:
            yield title, found
