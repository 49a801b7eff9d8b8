"""Saving and scheduling the reports of the demo's leaders, each as its owner."""

from hospital_itsm.demo.hospital.reports import REPORTS
from hospital_itsm.people.models import User
from hospital_itsm.reports.actions.saved import save_report
from hospital_itsm.reports.actions.schedules import add_schedule
from hospital_itsm.reports.models import SavedReport
from hospital_itsm.reports.questions import BY_CODE


def is_loaded() -> bool:
    """Is any saved report in this database?"""
    return SavedReport.objects.exists()


def load() -> None:
    """Each report under its owner's name, and two of them on their way."""
    people = {one.username: one for one in User.objects.filter(username__in=[one.owner for one in REPORTS])}
    for one in REPORTS:
        owner = people[one.owner]
        saved = save_report(BY_CODE[one.question], one.chosen, actor=owner, name=one.name, **one.sharing)
        if one.sent:
            add_schedule(saved, actor=owner, fields=one.sent)
