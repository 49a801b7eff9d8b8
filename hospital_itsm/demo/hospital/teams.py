"""The 27 queues of the demo hospital (domain 8.1) with the people who lead and manage them."""

from typing import Final, NamedTuple

INFRASTRUCTURE: Final = "infrastructure"
APPLICATIONS: Final = "applications"
CLINICAL_ENGINEERING: Final = "htm"
SECURITY: Final = "security"
BUSINESS: Final = "business"


class TeamRow(NamedTuple):
    """One queue; `lead` and `manager` are user names."""

    code: str
    name: str
    domain: str
    lead: str
    manager: str
    phone: str = ""
    is_restricted: bool = False


TEAMS: Final = (
    TeamRow("SD-L1", "Service desk", INFRASTRUCTURE, "jorge.pacheco", "martin.ekland", "4357"),
    TeamRow("EUC", "End-user computing", INFRASTRUCTURE, "pilar.stone", "martin.ekland", "4360"),
    TeamRow("NET", "Network", INFRASTRUCTURE, "arne.holloway", "martin.ekland", "4361"),
    TeamRow("TEL", "Telephony and nurse call", INFRASTRUCTURE, "arne.holloway", "martin.ekland", "4362"),
    TeamRow("SRV-STO", "Servers and storage", INFRASTRUCTURE, "yusuf.grant", "martin.ekland", "4363"),
    TeamRow("DBA", "Databases", INFRASTRUCTURE, "yusuf.grant", "martin.ekland", "4364"),
    TeamRow("IAM", "Identity and access", INFRASTRUCTURE, "yusuf.grant", "martin.ekland", "4365"),
    TeamRow("SEC", "Security", SECURITY, "renata.kowalczyk", "renata.kowalczyk", "4366", is_restricted=True),
    TeamRow("EHR-CLIN", "EHR, clinical", APPLICATIONS, "sofia.brandt", "gwen.ashford", "4371"),
    TeamRow(
        "EHR-ORDERS", "EHR, orders and medications", APPLICATIONS, "sofia.brandt", "gwen.ashford", "4372"
    ),
    TeamRow("EHR-AMB", "EHR, ambulatory", APPLICATIONS, "sofia.brandt", "gwen.ashford", "4373"),
    TeamRow("INTEG", "Integration", APPLICATIONS, "idris.vale", "gwen.ashford", "4374"),
    TeamRow("IMAGING-IT", "Imaging IT", APPLICATIONS, "idris.vale", "gwen.ashford", "4375"),
    TeamRow("LAB-IT", "Laboratory IT", APPLICATIONS, "idris.vale", "gwen.ashford", "4376"),
    TeamRow("PHARM-IT", "Pharmacy IT", APPLICATIONS, "idris.vale", "gwen.ashford", "4377"),
    TeamRow("REVCYC", "Revenue cycle", APPLICATIONS, "maeve.ottley", "gwen.ashford", "4378"),
    TeamRow("ERP", "ERP and HR systems", APPLICATIONS, "maeve.ottley", "gwen.ashford", "4379"),
    TeamRow("DW-BI", "Data warehouse and reports", APPLICATIONS, "maeve.ottley", "gwen.ashford", "4380"),
    TeamRow("TELEHEALTH", "Telehealth", APPLICATIONS, "maeve.ottley", "gwen.ashford", "4381"),
    TeamRow("PRINT", "Printing", INFRASTRUCTURE, "pilar.stone", "martin.ekland", "4367"),
    TeamRow(
        "HTM-GEN", "Clinical engineering", CLINICAL_ENGINEERING, "grace.pell", "ellen.fairweather", "4390"
    ),
    TeamRow(
        "HTM-IMG",
        "Clinical engineering, imaging",
        CLINICAL_ENGINEERING,
        "otis.renner",
        "ellen.fairweather",
        "4391",
    ),
    TeamRow(
        "HTM-LAB/DIAL",
        "Clinical engineering, lab and dialysis",
        CLINICAL_ENGINEERING,
        "otis.renner",
        "ellen.fairweather",
        "4392",
    ),
    TeamRow(
        "HTM-CYBER",
        "Medical device security",
        CLINICAL_ENGINEERING,
        "lena.marchetti",
        "ellen.fairweather",
        "4393",
    ),
    TeamRow("VENDOR-MGMT", "Vendor management", BUSINESS, "imani.clarke", "imani.clarke", "4395"),
    TeamRow("PRIVACY", "Privacy", SECURITY, "hanna.weiss", "hanna.weiss", "4368", is_restricted=True),
    TeamRow("TRAINING", "Training", BUSINESS, "nadia.rahman", "nadia.rahman", "4396"),
)
