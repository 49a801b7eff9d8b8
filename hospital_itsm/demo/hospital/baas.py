"""The agreements of domain 8.5: in force with everybody who touches patient data, one that ran out, one never signed.

Dates, owners and subcontractors are ours.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

IMANI, SAM, GWEN, MARTIN = "imani.clarke", "sam.oduya", "gwen.ashford", "martin.ekland"


@dataclass(frozen=True)
class AgreementRow:
    """One agreement; without `last` it never ends, `lacks` and `unchecked` are codes of provisions."""

    vendor: str
    owner: str
    signed: date
    first: date
    last: date | None = None
    breach_days: int | None = 10
    offshore: str = "no"
    insurance: str = "yes"
    reviewed: date | None = date(2026, 3, 2)
    lacks: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    subcontractors: tuple[tuple[str, str, str], ...] = field(default=())

    def fields(self, codes: tuple[str, ...]) -> dict[str, Any]:
        """The values as the action takes them, all but vendor and owner."""
        answers = {
            code: "no" if code in self.lacks else "" if code in self.unchecked else "yes" for code in codes
        }
        return {
            "executed_on": self.signed,
            "effective_on": self.first,
            "expires_on": self.last,
            "is_evergreen": self.last is None,
            "breach_notice_days": self.breach_days,
            "offshore_allowed": self.offshore,
            "cyber_insurance": self.insurance,
            "reviewed_on": self.reviewed,
            "provisions": answers,
            "subcontractors": [
                {"name": name, "country": country, "is_bound": bound}
                for name, country, bound in self.subcontractors
            ],
        }


AGREEMENTS: Final = (
    AgreementRow(
        "Harbor Health Systems", GWEN, date(2022, 6, 15), date(2022, 7, 1), None, 5,
        subcontractors=(("Tidewater Hosting", "US", "yes"),),
    ),
    AgreementRow(
        "IntegraWorks", GWEN, date(2024, 12, 10), date(2025, 1, 1), date(2026, 12, 31), 10,
        lacks=("books_to_hhs",),
    ),
    AgreementRow(
        "ImageArc Software", GWEN, date(2023, 9, 20), date(2023, 10, 1), date(2028, 9, 30), 10,
        subcontractors=(("Night Readers Pune", "IN", "yes"),),
    ),
    AgreementRow("Slatewell Storage & Backup", MARTIN, date(2025, 9, 12), date(2025, 10, 1), None, 5),
    AgreementRow("Wardstone Cyber", IMANI, date(2025, 12, 3), date(2026, 1, 1), date(2028, 12, 31), 3),
    AgreementRow("Prismeadow Imaging", SAM, date(2023, 12, 11), date(2024, 1, 1), date(2028, 12, 31), 30,
                 unchecked=("our_obligations", "accounting")),
    AgreementRow("Radleigh Oncology", SAM, date(2025, 3, 14), date(2025, 4, 1), None, 15),
    AgreementRow(
        "Ashgrove Infusion", SAM, date(2023, 6, 12), date(2023, 7, 1), date(2026, 6, 30), 30,
        reviewed=date(2024, 2, 5),
    ),
    AgreementRow("Kestwick Monitoring", SAM, date(2023, 6, 20), date(2023, 7, 1), date(2027, 6, 30), 10),
    AgreementRow("Analford Diagnostics", SAM, date(2024, 8, 8), date(2024, 9, 1), None, 10),
    AgreementRow("Medivault", IMANI, date(2023, 4, 18), date(2023, 5, 1), date(2028, 4, 30), 10),
    AgreementRow("ClaimBridge", GWEN, date(2025, 6, 9), date(2025, 7, 1), date(2027, 6, 30), 5),
    AgreementRow("Greenloop ITAD", IMANI, date(2024, 12, 2), date(2025, 1, 1), None, 10),
)  # fmt: skip
"""FernHall Staffing has none (contract C-1024), and that of Ashgrove Infusion ran out (contract C-1015)."""
