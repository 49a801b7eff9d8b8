"""What people and places put into the index of the set-up."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.setup_index import Setting, register, register_tasks
from hospital_itsm.people.first_run import tasks

SETTINGS = (
    Setting(
        _("Sites"),
        "people:sites",
        _("Campuses and clinics with their time zone."),
        _("campus building location place"),
        "map-pin",
        10,
    ),
    Setting(
        _("Units"),
        "people:care_areas",
        _("Care areas with class, hours, phone and lead."),
        _("ward department care area priority class downtime tolerance"),
        "building-hospital",
        20,
    ),
    Setting(
        _("Queues"),
        "people:teams",
        _("Teams, who leads them and who works in them."),
        _("team lead member domain restricted routing"),
        "users",
        30,
    ),
    Setting(
        _("Working calendars"),
        "people:calendars",
        _("Hours, and days without work, that deadlines are counted in."),
        _("holiday holidays opening business hours weekend shift closed due"),
        "calendar",
        35,
    ),
    Setting(
        _("People"),
        "people:people",
        _("Accounts, roles, passwords and API tokens."),
        _("user account role permission token access password deactivate"),
        "user",
        40,
        "people.manage",
    ),
    Setting(
        _("On call"),
        "people:on_call",
        _("Who is paged, now and next."),
        _("rota shift pager page escalate escalation duty manager supervisor"),
        "phone",
        50,
        "oncall.manage",
    ),
    Setting(
        _("This computer"),
        "people:workstation",
        _("Tie a computer to its place, once."),
        _("workstation device register shared"),
        "device-desktop",
        90,
        "workstation.register",
    ),
)


def fill() -> None:
    """Register the pages and the tasks of the first run."""
    for setting in SETTINGS:
        register(setting)
    register_tasks(tasks)
