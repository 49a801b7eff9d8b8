from hospital_itsm.people.models.calendar import CalendarHoliday, WorkCalendar, WorkWindow
from hospital_itsm.people.models.oncall import OnCallShift
from hospital_itsm.people.models.place import CareArea, Site, Workstation
from hospital_itsm.people.models.swap import OnCallSwap
from hospital_itsm.people.models.team import Team
from hospital_itsm.people.models.token import ApiToken
from hospital_itsm.people.models.user import Membership, Role, User

__all__ = [
    "ApiToken",
    "CalendarHoliday",
    "CareArea",
    "Membership",
    "OnCallShift",
    "OnCallSwap",
    "Role",
    "Site",
    "Team",
    "User",
    "WorkCalendar",
    "WorkWindow",
    "Workstation",
]
