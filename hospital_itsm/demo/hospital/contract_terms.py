"""Money, notice and clauses of the 24 contracts (domain 8.5).

Owners, lengths of renewals, penalties, insurance and whether a contract can be ended without a cause are ours.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hospital_itsm.people.choices import Domain

INFRASTRUCTURE, APPLICATIONS, HTM = Domain.INFRASTRUCTURE, Domain.APPLICATIONS, Domain.CLINICAL_ENGINEERING
MARTIN, GWEN, IMANI = "martin.ekland", "gwen.ashford", "imani.clarke"
SAM, ELLEN, PRIYA, DALE = "sam.oduya", "ellen.fairweather", "priya.venkataraman", "dale.brantley"
UNITS: Final = {"d": "days", "m": "months"}


@dataclass(frozen=True)
class TermsRow:
    """The terms of one contract: `notice` such as "90d", `uplift` a percentage, "cpi", "none" or empty."""

    owner: str
    domain: Domain
    cost_center: str
    annual: int
    months: int
    renews_for: int
    notice: str
    uplift: str
    phi: bool
    clauses: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """The values as columns, all but the owner and what `CLAUSES` has."""
        is_percent = self.uplift not in ("", "cpi", "none")
        return {
            "domain": self.domain.value,
            "cost_center": self.cost_center,
            "annual_value": Decimal(self.annual),
            "currency": "USD",
            "term_months": self.months,
            "auto_renew": bool(self.renews_for),
            "renewal_term_months": self.renews_for or None,
            "notice_value": int(self.notice[:-1]),
            "notice_unit": UNITS[self.notice[-1]],
            "uplift": "percent" if is_percent else self.uplift,
            "uplift_percent": Decimal(self.uplift) if is_percent else None,
            "phi_access": "yes" if self.phi else "no",
            "data_return_clause": "yes" if self.phi else "",
            "security_exhibit": "yes" if self.phi else "",
            "payment_schedule": "yearly" if self.annual >= 100_000 else "quarterly",
            "sla_clauses": list(self.clauses),
        }


_row = TermsRow
TERMS: Final = {
    "C-1001": _row(PRIYA, APPLICATIONS, "6700", 6_900_000, 84, 0, "12m", "4", True, ("Answer within 15 min for P1",)),
    "C-1002": _row(GWEN, APPLICATIONS, "6700", 1_150_000, 60, 24, "180d", "3", True, ("Fail-over within 4 hours",)),
    "C-1003": _row(GWEN, APPLICATIONS, "6700", 148_000, 24, 12, "90d", "cpi", True),
    "C-1004": _row(GWEN, APPLICATIONS, "6220", 420_000, 60, 0, "6m", "3", True),
    "C-1005": _row(MARTIN, INFRASTRUCTURE, "6720", 310_000, 36, 36, "3m", "3", False, ("On site within 4 hours",)),
    "C-1006": _row(MARTIN, INFRASTRUCTURE, "6720", 264_000, 36, 12, "60d", "none", False),
    "C-1007": _row(MARTIN, INFRASTRUCTURE, "6720", 188_000, 36, 12, "90d", "cpi", False),
    "C-1008": _row(MARTIN, INFRASTRUCTURE, "6720", 205_000, 36, 0, "90d", "5", True),
    "C-1009": _row(MARTIN, INFRASTRUCTURE, "6720", 176_000, 36, 12, "90d", "4", False),
    "C-1010": _row(DALE, INFRASTRUCTURE, "6720", 540_000, 36, 0, "6m", "3", True, ("Alert within 15 min",)),
    "C-1011": _row(ELLEN, HTM, "6220", 285_000, 60, 0, "6m", "3", True, ("Uptime 97 percent",)),
    "C-1012": _row(ELLEN, HTM, "6220", 310_000, 36, 12, "90d", "3", True, ("Uptime 96 percent",)),
    "C-1013": _row(ELLEN, HTM, "6245", 460_000, 60, 0, "6m", "2.5", True, ("Uptime 98 percent",)),
    "C-1014": _row(ELLEN, HTM, "6270", 74_000, 12, 12, "60d", "cpi", False),
    "C-1015": _row(SAM, HTM, "6400", 132_000, 36, 12, "90d", "4", True),
    "C-1016": _row(SAM, HTM, "6140", 226_000, 48, 24, "120d", "3", True, ("On site within 8 hours",)),
    "C-1017": _row(SAM, HTM, "6230", 98_000, 12, 0, "30d", "none", False),
    "C-1018": _row(SAM, HTM, "6310", 1_900_000, 60, 0, "12m", "2", True),
    "C-1019": _row(GWEN, APPLICATIONS, "6400", 385_000, 60, 12, "180d", "3", True),
    "C-1020": _row(ELLEN, HTM, "6720", 150_000, 12, 12, "30d", "", False),
    "C-1021": _row(PRIYA, APPLICATIONS, "6710", 240_000, 24, 12, "90d", "3", True),
    "C-1022": _row(PRIYA, APPLICATIONS, "6720", 880_000, 60, 0, "9m", "3", False),
    "C-1023": _row(IMANI, INFRASTRUCTURE, "6720", 28_000, 36, 12, "60d", "", True),
    "C-1024": _row(IMANI, INFRASTRUCTURE, "6720", 410_000, 12, 0, "30d", "", True),
}  # fmt: skip
NO_CAUSE_NEEDED: Final = ("C-1010", "C-1014", "C-1020", "C-1023", "C-1024")
PENALTIES: Final = {
    "C-1001": "5 percent of the month's fee for each hour of downtime beyond the second",
    "C-1002": "A month without fee where fail-over takes longer than 4 hours",
    "C-1005": "USD 1,000 for each visit that comes late",
    "C-1010": "10 percent of the month's fee for each late alert",
    "C-1011": "2 percent of the year's fee for each point below the promised uptime",
    "C-1012": "2 percent of the year's fee for each point below the promised uptime",
    "C-1013": "3 percent of the year's fee for each point below the promised uptime",
    "C-1016": "USD 500 for each visit that comes late",
}
INSURED_UNTIL: Final = {
    date(2027, 3, 31): ("C-1005", "C-1010", "C-1011", "C-1012", "C-1020", "C-1024"),
    date(2027, 6, 30): ("C-1001", "C-1002", "C-1003", "C-1008", "C-1013", "C-1016", "C-1017", "C-1023"),
}
"""The last day of the vendor's insurance certificate."""


def clauses_of(number: str) -> dict[str, Any]:
    """What else a contract says, as columns; days are those of the table."""
    return {
        "termination_for_convenience": "yes" if number in NO_CAUSE_NEEDED else "no",
        "penalties": PENALTIES.get(number, ""),
        "insurance_ends_on": next((day for day, of in INSURED_UNTIL.items() if number in of), None),
    }
