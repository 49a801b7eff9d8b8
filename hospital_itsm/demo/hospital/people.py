"""Everybody of the demo hospital (domain 8.1 and further plainly fictional staff), with what they hold.

`holds` lists "role", "role@unit" or "role/queue"; the user name is the full name in small letters with a dot.
"""

from typing import Final, NamedTuple

DOMAIN: Final = "larkhaven.example"
PAGER_DOMAIN: Final = "pager.larkhaven.example"
FIRST_EXTENSION: Final = 4500


class PersonRow(NamedTuple):
    """One person."""

    full_name: str
    credential: str
    job_title: str
    holds: tuple[str, ...]

    @property
    def username(self) -> str:
        """The user name, such as "beth.lawson"."""
        words = self.full_name.lower().split()
        return f"{words[0]}.{words[-1]}"


class Headline(NamedTuple):
    """An account to try the desk with."""

    username: str
    role: str


LEADERS: Final = (
    PersonRow("Marguerite Okafor", "", "Chief Information Officer", ("cio",)),
    PersonRow("Dale Brantley", "", "Vice President, Infrastructure", ("vp_infrastructure",)),
    PersonRow("Priya Venkataraman", "", "Vice President, Applications", ("vp_applications",)),
    PersonRow("Tomas Lindqvist", "MD", "Chief Medical Information Officer", ("cmio",)),
    PersonRow("Renata Kowalczyk", "", "Chief Information Security Officer", ("security/SEC",)),
    PersonRow("Sam Oduya", "", "Director, Clinical Engineering", ("htm_manager",)),
    PersonRow("Ellen Fairweather", "", "Manager, Clinical Engineering", ("htm_manager",)),
    PersonRow("Martin Ekland", "", "Manager, Infrastructure", ("it_manager", "duty_manager")),
    PersonRow("Gwen Ashford", "", "Manager, Applications", ("it_manager", "duty_manager")),
    PersonRow("Carla Voss", "", "Duty manager", ("duty_manager",)),
    PersonRow("Hanna Weiss", "", "Privacy officer", ("privacy/PRIVACY",)),
    PersonRow("Imani Clarke", "", "Vendor manager", ("vendor_manager/VENDOR-MGMT", "team_lead/VENDOR-MGMT")),
    PersonRow("Walter Choi", "", "Finance", ("finance",)),
    PersonRow("Nadia Rahman", "", "Training lead", ("team_lead/TRAINING",)),
    PersonRow("Ingrid Moss", "RN", "Patient safety officer", ("patient_safety",)),
    PersonRow("Paul Abernathy", "", "Internal auditor", ("auditor",)),
    PersonRow("Irene Salt", "", "Service desk administrator", ("administrator",)),
    PersonRow("Beth Lawson", "RN", "Night house supervisor", ("house_supervisor",)),
    PersonRow("Alan Whitcombe", "RN", "Day house supervisor", ("house_supervisor",)),
)

QUEUE_LEADS: Final = (
    PersonRow("Jorge Pacheco", "", "Service desk lead", ("team_lead/SD-L1",)),
    PersonRow("Pilar Stone", "", "End-user computing lead", ("team_lead/EUC", "team_lead/PRINT")),
    PersonRow("Arne Holloway", "", "Network lead", ("team_lead/NET", "team_lead/TEL")),
    PersonRow("Yusuf Grant", "", "Server lead", ("team_lead/SRV-STO", "team_lead/DBA", "team_lead/IAM")),
    PersonRow(
        "Sofia Brandt",
        "",
        "EHR lead",
        ("team_lead/EHR-CLIN", "team_lead/EHR-ORDERS", "team_lead/EHR-AMB"),
    ),
    PersonRow(
        "Idris Vale",
        "",
        "Integration lead",
        ("team_lead/INTEG", "team_lead/IMAGING-IT", "team_lead/LAB-IT", "team_lead/PHARM-IT"),
    ),
    PersonRow(
        "Maeve Ottley",
        "",
        "Business applications lead",
        ("team_lead/REVCYC", "team_lead/ERP", "team_lead/DW-BI", "team_lead/TELEHEALTH"),
    ),
    PersonRow("Grace Pell", "CBET", "Biomed lead", ("team_lead/HTM-GEN", "biomed/HTM-GEN")),
    PersonRow(
        "Otis Renner", "CRES", "Imaging engineering lead", ("team_lead/HTM-IMG", "team_lead/HTM-LAB/DIAL")
    ),
    PersonRow("Lena Marchetti", "", "Medical device security lead", ("team_lead/HTM-CYBER",)),
)

STAFF: Final = (
    PersonRow("Leo Marsh", "", "Service desk agent", ("agent/SD-L1", "agent/EUC")),
    PersonRow("Nina Forsberg", "", "Service desk agent", ("agent/SD-L1",)),
    PersonRow("Tyler Bexley", "", "Service desk agent", ("agent/SD-L1",)),
    PersonRow("Ana Quist", "", "Service desk agent, nights", ("agent/SD-L1",)),
    PersonRow("Omar Quillan", "", "Field technician", ("technician/EUC",)),
    PersonRow("Dora Finch", "", "Field technician", ("technician/EUC",)),
    PersonRow("Kofi Larsen", "", "Field technician", ("technician/EUC",)),
    PersonRow("Signe Aldana", "", "Network engineer", ("technician/NET",)),
    PersonRow("Ravi Thorpe", "", "Network engineer", ("technician/NET",)),
    PersonRow("Mona Castell", "", "Telephony engineer", ("technician/TEL",)),
    PersonRow("Bram Oakley", "", "Telephony engineer", ("technician/TEL",)),
    PersonRow("Elif Draper", "", "Server engineer", ("technician/SRV-STO",)),
    PersonRow("Jonas Wick", "", "Storage engineer", ("technician/SRV-STO",)),
    PersonRow("Petra Lowell", "", "Database administrator", ("technician/DBA",)),
    PersonRow("Amos Kerr", "", "Database administrator", ("technician/DBA",)),
    PersonRow("Lucia Frost", "", "Identity analyst", ("agent/IAM",)),
    PersonRow("Dev Harlan", "", "Identity analyst", ("agent/IAM",)),
    PersonRow("Devon Ames", "", "Security analyst", ("security/SEC",)),
    PersonRow("Mika Solberg", "", "Security analyst", ("security/SEC",)),
    PersonRow("Cora Lindgren", "RN", "EHR analyst", ("agent/EHR-CLIN",)),
    PersonRow("Hugo Ballard", "", "EHR analyst", ("agent/EHR-CLIN",)),
    PersonRow("Anika Rowe", "PharmD", "EHR analyst, orders", ("agent/EHR-ORDERS",)),
    PersonRow("Felix Tran", "", "EHR analyst, orders", ("agent/EHR-ORDERS",)),
    PersonRow("Greta Novak", "", "EHR analyst, ambulatory", ("agent/EHR-AMB",)),
    PersonRow("Owen Tilley", "", "EHR analyst, ambulatory", ("agent/EHR-AMB",)),
    PersonRow("Marta Kline", "", "Integration engineer", ("technician/INTEG",)),
    PersonRow("Dario Webb", "", "Integration engineer", ("technician/INTEG",)),
    PersonRow("Lorna Achterberg", "", "Imaging systems analyst", ("agent/IMAGING-IT",)),
    PersonRow("Nils Perry", "", "Imaging systems analyst", ("agent/IMAGING-IT",)),
    PersonRow("Zoe Haddad", "MLS", "Laboratory systems analyst", ("agent/LAB-IT",)),
    PersonRow("Curtis Bloom", "", "Laboratory systems analyst", ("agent/LAB-IT",)),
    PersonRow("Ines Calder", "PharmD", "Pharmacy systems analyst", ("agent/PHARM-IT",)),
    PersonRow("Rohan Beck", "", "Pharmacy systems analyst", ("agent/PHARM-IT",)),
    PersonRow("Tilda Crane", "", "Revenue cycle analyst", ("agent/REVCYC",)),
    PersonRow("Abel Stroud", "", "Revenue cycle analyst", ("agent/REVCYC",)),
    PersonRow("Vera Lindt", "", "ERP analyst", ("agent/ERP",)),
    PersonRow("Gus Merrill", "", "ERP analyst", ("agent/ERP",)),
    PersonRow("Noor Ellery", "", "Data engineer", ("technician/DW-BI",)),
    PersonRow("Kai Brennan", "", "Report developer", ("technician/DW-BI",)),
    PersonRow("Jade Romero", "", "Telehealth coordinator", ("agent/TELEHEALTH",)),
    PersonRow("Piet Hollis", "", "Telehealth technician", ("technician/TELEHEALTH",)),
    PersonRow("Stan Ogilvy", "", "Print technician", ("technician/PRINT",)),
    PersonRow("Mei Carver", "", "Print technician", ("technician/PRINT",)),
    PersonRow("Reid Sandoval", "CBET", "Biomed technician", ("biomed/HTM-GEN",)),
    PersonRow("Bianca Odell", "CBET", "Biomed technician", ("biomed/HTM-GEN",)),
    PersonRow("Theo Granger", "", "Biomed technician", ("biomed/HTM-GEN",)),
    PersonRow("Wanda Pryce", "", "Biomed technician", ("biomed/HTM-GEN",)),
    PersonRow("Lars Whitby", "CRES", "Imaging engineer", ("biomed/HTM-IMG",)),
    PersonRow("Faye Donner", "", "Imaging engineer", ("biomed/HTM-IMG",)),
    PersonRow("Enzo Maddox", "CHTM", "Dialysis technician", ("biomed/HTM-LAB/DIAL",)),
    PersonRow("Carys Boone", "", "Laboratory equipment technician", ("biomed/HTM-LAB/DIAL",)),
    PersonRow("Iris Tolman", "", "Medical device security analyst", ("biomed/HTM-CYBER",)),
    PersonRow("Basil Reeve", "", "Contract analyst", ("agent/VENDOR-MGMT",)),
    PersonRow("Della Prior", "", "Privacy analyst", ("privacy/PRIVACY",)),
    PersonRow("Cyrus Penn", "", "Trainer", ("agent/TRAINING",)),
)

UNITS: Final = (
    PersonRow("Alma Reyes", "RN", "Staff nurse", ("requester@ICU",)),
    PersonRow("Victor Hahn", "RN", "Staff nurse", ("requester@ICU",)),
    PersonRow("Elena Marsden", "MD", "Intensivist", ("requester@ICU", "requester@CVICU")),
    PersonRow("Joan Castellane", "RN", "Charge nurse", ("unit_lead@ICU",)),
    PersonRow("Rosalind Beck", "RN", "Charge nurse", ("unit_lead@ED",)),
    PersonRow("Mateo Silva", "RN", "Staff nurse", ("requester@ED",)),
    PersonRow("Hal Brewster", "RN", "Charge nurse", ("unit_lead@OR",)),
    PersonRow("Yara Conti", "CRNA", "Nurse anesthetist", ("requester@OR", "requester@PACU")),
    PersonRow("Judith Lowe", "RN", "Charge nurse", ("unit_lead@PACU",)),
    PersonRow("Amara Nwosu", "RN", "Charge nurse", ("unit_lead@CVICU",)),
    PersonRow("Claire Dunning", "RN", "Charge nurse", ("unit_lead@NICU",)),
    PersonRow("Simone Archer", "RN", "Staff nurse", ("requester@NICU",)),
    PersonRow("Paige Holm", "RN", "Charge nurse", ("unit_lead@LND",)),
    PersonRow("Rex Adair", "RT(R)", "Cath lab lead", ("unit_lead@CATH",)),
    PersonRow("Nell Fisk", "MLS", "Blood bank lead", ("unit_lead@BB",)),
    PersonRow("Gordon Yates", "RN", "Charge nurse", ("unit_lead@TELE",)),
    PersonRow("Bridget Soto", "PharmD", "Pharmacy lead", ("unit_lead@PHAR",)),
    PersonRow("Ian Crowe", "CPhT", "Pharmacy technician", ("requester@PHAR",)),
    PersonRow("Lydia Shaw", "MLS", "Laboratory lead", ("unit_lead@LAB",)),
    PersonRow("Max Fenwick", "RT(R)", "Radiology lead", ("unit_lead@RAD",)),
    PersonRow("Olive Grady", "RN", "Charge nurse", ("unit_lead@DIAL",)),
    PersonRow("June Tapia", "RN", "Charge nurse", ("unit_lead@INF",)),
    PersonRow("Ross Leighton", "RT(T)", "Radiation therapy lead", ("unit_lead@RADONC",)),
    PersonRow("Bea Collins", "CRCST", "Sterile processing lead", ("unit_lead@SPD",)),
    PersonRow("Ruth Delgado", "RN", "Staff nurse", ("requester@MS5",)),
    PersonRow("Keith Amador", "RN", "Charge nurse", ("unit_lead@MS5",)),
    PersonRow("Thea Blanchard", "RN", "Charge nurse", ("unit_lead@MS6",)),
    PersonRow("Noah Pike", "", "Ward clerk", ("requester@MS6",)),
    PersonRow("Wren Sadler", "RN", "Charge nurse", ("unit_lead@PEDS",)),
    PersonRow("Abby Stroud", "PT", "Rehab lead", ("unit_lead@REHAB",)),
    PersonRow("Carl Engel", "RN", "Endoscopy lead", ("unit_lead@ENDO",)),
    PersonRow("Tina Marlow", "RRT", "Respiratory lead", ("unit_lead@RT",)),
    PersonRow("Holly Vance", "", "Clinic manager", ("unit_lead@CLIN",)),
    PersonRow("Ivan Petrie", "MD", "Family physician", ("requester@CLIN",)),
    PersonRow("Sasha Bell", "RN", "Telehealth lead", ("unit_lead@THUB",)),
    PersonRow("Tessa Moran", "RHIT", "Records clerk", ("requester@HIM",)),
    PersonRow("Nora Keane", "RHIA", "HIM manager", ("unit_lead@HIM",)),
    PersonRow("Glen Avery", "", "Billing lead", ("unit_lead@PFS",)),
    PersonRow("Mabel Hurst", "", "HR coordinator", ("unit_lead@ADM",)),
)

PEOPLE: Final = (*LEADERS, *QUEUE_LEADS, *STAFF, *UNITS)

HEADLINES: Final = (
    Headline("alma.reyes", "Nurse, Medical-Surgical ICU"),
    Headline("victor.hahn", "Nurse, the same unit"),
    Headline("joan.castellane", "Charge nurse, the same unit"),
    Headline("tessa.moran", "Records clerk, health information"),
    Headline("beth.lawson", "Night house supervisor"),
    Headline("leo.marsh", "Service desk agent"),
    Headline("nina.forsberg", "Service desk agent"),
    Headline("omar.quillan", "Field technician"),
    Headline("cora.lindgren", "EHR analyst"),
    Headline("reid.sandoval", "Biomed technician"),
    Headline("jorge.pacheco", "Service desk lead"),
    Headline("carla.voss", "Duty manager"),
    Headline("martin.ekland", "IT manager"),
    Headline("ellen.fairweather", "HTM manager"),
    Headline("renata.kowalczyk", "CISO"),
    Headline("hanna.weiss", "Privacy officer"),
    Headline("tomas.lindqvist", "CMIO"),
    Headline("marguerite.okafor", "CIO"),
    Headline("dale.brantley", "VP infrastructure"),
    Headline("priya.venkataraman", "VP applications"),
    Headline("imani.clarke", "Vendor manager"),
    Headline("walter.choi", "Finance"),
    Headline("paul.abernathy", "Auditor"),
    Headline("irene.salt", "Administrator"),
)
