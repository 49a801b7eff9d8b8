from django.apps import AppConfig


class JointConfig(AppConfig):
    """Tickets that several teams work on: tasks with clocks of their own, checklists, what teams agreed on."""

    name = "hospital_itsm.joint"
    label = "joint"

    def ready(self) -> None:
        from hospital_itsm.audit import recording
        from hospital_itsm.core import gates
        from hospital_itsm.joint import access, exported, pages, told  # noqa: F401
        from hospital_itsm.joint.actions import agreements  # noqa: F401
        from hospital_itsm.joint.actions.following import follow_trail
        from hospital_itsm.joint.message_kinds import register_kinds
        from hospital_itsm.joint.queries.gate import required_tasks
        from tickets.models import Ticket

        gates.register(Ticket, required_tasks)
        recording.follow(follow_trail)
        register_kinds()
        told.register_kinds()
        pages.register()
