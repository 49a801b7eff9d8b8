from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, units, teams, roles, on-call rota, calendars and tokens."""

    name = "hospital_itsm.people"
    label = "people"

    def ready(self) -> None:
        from hospital_itsm.core import phi_guard
        from hospital_itsm.outbox import kinds, mail_choices
        from hospital_itsm.people import access, pages, settings_index, topics  # noqa: F401
        from hospital_itsm.people.actions.duty_messages import ENDED, GIVEN, TAKEN
        from hospital_itsm.people.actions.mail_check import TEST_MAIL
        from hospital_itsm.people.actions.swap_messages import KINDS
        from hospital_itsm.people.executives import executives_among
        from hospital_itsm.people.staff_directory import staff_among

        pages.register()
        settings_index.fill()
        topics.fill()
        for kind in (GIVEN, TAKEN, ENDED, *KINDS, TEST_MAIL):
            kinds.register(kind)
        phi_guard.know_staff(staff_among)
        mail_choices.know_executives(executives_among)
