"""The fields that lists of vendors, contracts, budget lines and costs may bring, and the headings they stand under."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.budget.choices import Purpose, Spending
from hospital_itsm.importing.rules.cells import bare
from hospital_itsm.people.choices import Domain
from vendors.choices import ContractKind, ContractState, ContractStatus, PaymentSchedule, VendorKind

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Field:
    """One field: what people call it, how its cells are read, and other headings it stands under.

    `choices` are the codes and labels it takes; `also` are further words for a choice.
    """

    name: str
    label: "str | Promise"
    reads: str = "text"
    headings: tuple[str, ...] = ()
    choices: tuple[tuple[str, Any], ...] = ()
    also: tuple[tuple[str, str], ...] = ()

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """What may be written for a choice, in small letters and digits, with its code."""
        pairs = [*((words, code) for words, code in self.also), *self.choices]
        by_words = {bare(str(words)): code for words, code in self.also}
        by_label = {bare(str(label)): code for code, label in self.choices}
        by_code = {bare(code): code for code, _label in self.choices}
        return {**by_words, **by_label, **by_code} if pairs else {}


def headings_of(fields: Sequence[Field]) -> dict[str, str]:
    """Every heading a field is known by, as `bare` leaves it."""
    found: dict[str, str] = {}
    for one in fields:
        found |= {bare(words): one.name for words in one.headings}
    for one in fields:
        found |= {bare(str(one.label)): one.name, bare(one.name): one.name}
    return found


VENDOR: Final = (
    Field("name", _("Name"), headings=("vendor", "vendor name", "supplier", "supplier name", "company")),
    Field("aliases", _("Other names"), "many", ("alias", "also known as", "aka", "former names")),
    Field("kinds", _("Kinds"), "choices", ("kind", "type", "category", "vendor type"), tuple(VendorKind.choices)),
    Field("support_phone", _("Support phone"), headings=("phone", "telephone", "support number", "hotline")),
    Field("support_hours", _("Support hours"), headings=("hours",)),
    Field("support_email", _("Support e-mail"), headings=("email", "e-mail", "mail", "support mail")),
    Field("account_number", _("Our account number"), "code", ("account", "account no", "customer number")),
    Field("website", _("Website"), headings=("url", "web", "support site", "homepage")),
    Field(
        "external_number", _("Its number in the other system"), "code",
        ("vendor number", "vendor no", "vendor id", "supplier number", "supplier id", "external id", "external number"),
    ),
)  # fmt: skip
STATES: Final = (
    (str(ContractState.COMING), str(ContractStatus.ACTIVE)),
    (str(ContractState.IN_FORCE), str(ContractStatus.ACTIVE)),
    (str(ContractState.EXPIRING), str(ContractStatus.ACTIVE)),
    (str(ContractState.EXPIRED), str(ContractStatus.ACTIVE)),
    ("Begins later", str(ContractStatus.ACTIVE)),
    ("current", str(ContractStatus.ACTIVE)),
    ("running", str(ContractStatus.ACTIVE)),
)
"""A contract that was signed is told by its dates; a list may say it so."""
CONTRACT: Final = (
    Field("number", _("Number"), "code", ("no", "contract no", "contract number", "contract id")),
    Field("title", _("Title"), headings=("contract", "description", "name", "subject")),
    Field("vendor", _("Vendor"), headings=("supplier", "company", "vendor name")),
    Field("kind", _("Kind"), "choice", ("type", "contract type"), tuple(ContractKind.choices)),
    Field("status", _("Status"), "choice", ("state",), tuple(ContractStatus.choices), STATES),
    Field("starts_on", _("Begins"), "day", ("start", "start date", "from", "first day", "effective date")),
    Field("ends_on", _("Ends"), "day", ("end", "end date", "until", "last day", "expiration date", "expiry date")),
    Field("term_months", _("Months of the term"), "count", ("term", "term months")),
    Field("auto_renew", _("Renews by itself"), "truth", ("auto-renew", "auto renewal", "automatic renewal")),
    Field("renewal_term_months", _("Months it renews for"), "count", ("renewal term", "renewal months")),
    Field("notice", _("Notice"), "notice", ("notice period", "auto-renew / notice")),
    Field("decide_by", _("Decide by"), "day"),
    Field("annual_value", _("Value a year"), "amount", ("annual value", "annual $", "annual amount", "annual cost")),
    Field("currency", _("Currency"), "text", ("curr", "ccy")),
    Field("payment_schedule", _("Paid"), "choice", ("payment", "payment schedule", "billing"),
          tuple(PaymentSchedule.choices), (("annual", "yearly"), ("annually", "yearly"))),
    Field("uplift_cap", _("Price rise limited to"), "cap", ("uplift", "uplift cap", "price cap")),
    Field("uplift_percent", _("Percent"), "percent", ("uplift percent",)),
    Field("phi_access", _("Vendor touches patient data"), "clause", ("phi", "phi access", "patient data")),
    Field("owner", _("Owner"), headings=("contract owner", "responsible")),
    Field("domain", _("Answers to"), "choice", ("domain", "vp"), tuple(Domain.choices)),
    Field("cost_center", _("Cost center"), "code", ("cost centre", "cc", "department")),
    Field("support_phone", _("Support phone"), headings=("phone", "telephone", "hotline")),
    Field("support_hours", _("Support hours"), headings=("hours", "coverage")),
    Field("sla_clauses", _("Promises"), "many", ("response", "response time", "sla", "sla clauses", "service levels")),
    Field("penalties", _("Penalties"), headings=("penalty", "service credits")),
    Field("termination_for_convenience", _("May be ended for convenience"), "clause"),
    Field("data_return_clause", _("Data are returned at the end"), "clause", ("data return",)),
    Field("security_exhibit", _("Security exhibit"), "clause"),
    Field("insurance_ends_on", _("Insurance ends"), "day", ("insurance expiry", "insurance until")),
)  # fmt: skip
LINE: Final = (
    Field("year", _("Fiscal year"), "code", ("year", "fy", "budget year")),
    Field("cost_center", _("Cost center"), "code", ("cost centre", "cc", "department")),
    Field("name", _("What for"), headings=("line", "budget line", "name", "description")),
    Field("spending", _("Spending"), "choice", ("kind", "type", "capex/opex", "capex opex"), tuple(Spending.choices),
          (("capital", "capex"), ("operating", "opex"), ("operational", "opex"))),
    Field("purpose", _("Purpose"), "choice", ("run/grow/transform", "rgt"), tuple(Purpose.choices)),
    Field("domain", _("Answers to"), "choice", ("domain", "vp"), tuple(Domain.choices)),
    Field("owner", _("Owner"), headings=("responsible",)),
    Field("currency", _("Currency"), "text", ("curr", "ccy")),
    Field("amount", _("Amount of the year"), "amount", ("amount", "planned", "budget", "plan", "total")),
    Field("contracts", _("Contracts it pays"), "many", ("contract", "contract number", "contracts")),
    Field("jan", _("January"), "amount"), Field("feb", _("February"), "amount"), Field("mar", _("March"), "amount"),
    Field("apr", _("April"), "amount"), Field("may", _("May"), "amount"), Field("jun", _("June"), "amount"),
    Field("jul", _("July"), "amount"), Field("aug", _("August"), "amount"),
    Field("sep", _("September"), "amount", ("sept",)), Field("oct", _("October"), "amount"),
    Field("nov", _("November"), "amount"), Field("dec", _("December"), "amount"),
)  # fmt: skip
COST: Final = (
    Field("booked_on", _("Day"), "day", ("date", "posting date", "invoice date", "booking date", "booked on")),
    Field("amount", _("Amount"), "amount", ("value", "net", "cost", "spent")),
    Field("currency", _("Currency"), "text", ("curr", "ccy")),
    Field("cost_center", _("Cost center"), "code", ("cost centre", "cc", "department")),
    Field("line", _("Line"), headings=("budget line",)),
    Field("vendor", _("Vendor"), headings=("supplier", "company", "vendor name")),
    Field("contract", _("Contract"), "code", ("contract no", "contract number")),
    Field("asset", _("Asset"), "code", ("tag", "asset tag")),
    Field("service", _("Service"), "code", ("application", "service code")),
    Field("invoice_number", _("Invoice"), "code",
          ("invoice number", "invoice no", "document number", "document", "voucher", "journal")),
    Field("position", _("Position"), "code", ("invoice line", "line number", "item", "pos")),
    Field("order_number", _("Order"), "code", ("order number", "po", "po number", "purchase order")),
    Field("what", _("What for"), headings=("description", "text", "purpose", "memo")),
)  # fmt: skip
