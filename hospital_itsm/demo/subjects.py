"""What the demo holds, subject by subject: each has a loader of its own, called in the order of this list.

A new subject is a module in `loaders/` with `is_loaded` and `load`, and a line here. It is stored once: a later load
finds it there, keeps what people made of it, and brings only what is missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from hospital_itsm.demo.loaders import (
    accounts,
    approvals,
    baas,
    budgets,
    checklists,
    closed_recalls,
    contacts,
    continuity,
    contracts,
    custody,
    documents,
    figures,
    former_budget,
    history,
    hospital,
    inventory,
    macros,
    maintenance,
    ownership,
    promises,
    purchases,
    recalls,
    registers,
    reports,
    swaps,
    teamwork,
    tickets,
    upkeep,
    vendor_file,
    vendor_work,
    vendors,
)


@dataclass(frozen=True)
class Subject:
    """A part of the demo: `is_loaded` says whether it is stored, `load` stores it on top of those before it."""

    name: str
    is_loaded: Callable[[], bool]
    load: Callable[[], None]


VENDORS = Subject("vendors", vendors.is_loaded, vendors.load)
CONTACTS = Subject("contacts", contacts.is_loaded, contacts.load)
ACCOUNTS = Subject("account numbers", accounts.is_loaded, accounts.load)
CONTRACTS = Subject("contracts", contracts.is_loaded, contracts.load)
APPROVALS = Subject("approvals", approvals.is_loaded, approvals.load)
BAAS = Subject("agreements", baas.is_loaded, baas.load)
DOCUMENTS = Subject("documents", documents.is_loaded, documents.load)
VENDOR_FILE = Subject("insurance, reviews and people of vendors", vendor_file.is_loaded, vendor_file.load)
VENDOR_WORK = Subject("cases and sessions of vendors", vendor_work.is_loaded, vendor_work.load)
PROMISES = Subject("promises of vendors", promises.is_loaded, promises.load)
BUDGETS = Subject("budgets", budgets.is_loaded, budgets.load)
PURCHASES = Subject("purchases", purchases.is_loaded, purchases.load)
INVENTORY = Subject("inventory", inventory.is_loaded, inventory.load)
OWNERSHIP = Subject("costs of ownership", ownership.is_loaded, ownership.load)
HISTORY = Subject("closed tickets of two years", history.is_loaded, history.load)
PAST_RECALLS = Subject("closed recalls", closed_recalls.is_loaded, closed_recalls.load)
PAST_BUDGET = Subject("budget of the year before", former_budget.is_loaded, former_budget.load)
UPKEEP = Subject("maintenance of all devices", upkeep.is_loaded, upkeep.load)
TICKETS = Subject("tickets", tickets.is_loaded, tickets.load)
RECALLS = Subject("recalls", recalls.is_loaded, recalls.load)
CUSTODY = Subject("procedures and custody", custody.is_loaded, custody.load)
CONTINUITY = Subject("outages and major incidents", continuity.is_loaded, continuity.load)
REGISTERS = Subject("recovery tests, plans and feeds", registers.is_loaded, registers.load)
MACROS = Subject("macros", macros.is_loaded, macros.load)
CHECKLISTS = Subject("checklists and tasks between teams", checklists.is_loaded, checklists.load)
TEAMWORK = Subject("links, followers, rests and splits", teamwork.is_loaded, teamwork.load)
MAINTENANCE = Subject("maintenance", maintenance.is_loaded, maintenance.load)
REPORTS = Subject("reports of the leaders", reports.is_loaded, reports.load)
SWAPS = Subject("requests about shifts", swaps.is_loaded, swaps.load)
FIGURES = Subject("figures", figures.is_loaded, figures.load)
BEFORE_TICKETS = (
    *(VENDORS, CONTACTS, ACCOUNTS, CONTRACTS, BAAS, DOCUMENTS, VENDOR_FILE),
    *(PROMISES, BUDGETS, INVENTORY, OWNERSHIP, RECALLS, MACROS),
)
SUBJECTS = (
    *(*BEFORE_TICKETS, TICKETS, CUSTODY, CONTINUITY, REGISTERS, MAINTENANCE, APPROVALS),
    *(PURCHASES, VENDOR_WORK, CHECKLISTS, TEAMWORK, SWAPS, REPORTS, FIGURES),
)
"""Without history, which only who looks at years needs."""
OF_YEARS = (PAST_BUDGET, PAST_RECALLS, HISTORY)
WITH_HISTORY = (*BEFORE_TICKETS, *OF_YEARS, *SUBJECTS[len(BEFORE_TICKETS) : -1], UPKEEP, SUBJECTS[-1])
"""Everything; figures are counted at the end."""


@transaction.atomic
def load(password: str, subjects: Iterable[Subject] = SUBJECTS) -> None:
    """Store the hospital and the subjects that are missing, all of them or none.

    `password` is everybody's; it may be empty where the hospital is there already.
    """
    if not hospital.is_loaded():
        hospital.load(password)
    for subject in subjects:
        if not subject.is_loaded():
            subject.load()
