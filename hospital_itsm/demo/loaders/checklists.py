"""Adding the checklists of the demo hospital, and putting two of them on open tickets, as the people do it."""

from django.utils import timezone

from hospital_itsm.demo.hospital.checklists import BEGINS, CHECKLISTS, KEEPER, PUT_ON
from hospital_itsm.demo.loaders.tickets import settle_messages
from hospital_itsm.joint.actions.agreements import add_checklist
from hospital_itsm.joint.actions.checklists import put_on
from hospital_itsm.joint.actions.tasks import take_task_step
from hospital_itsm.joint.models import Checklist, TicketTask
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from tickets.models import Ticket


def is_loaded() -> bool:
    """Is any checklist in this database, or is nobody there who keeps them?"""
    return Checklist.objects.exists() or not User.objects.filter(username=KEEPER).exists()


def load() -> None:
    """Every checklist, and tasks on two tickets where these are there."""
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people = User.objects.in_bulk([KEEPER, BEGINS, *(row[2] for row in PUT_ON)], field_name="username")
    lists = {row["code"]: add_checklist(actor=people[KEEPER], fields=row) for row in CHECKLISTS}
    for team, code, username in PUT_ON:
        rows = Ticket.objects.open().filter(team__code=team, is_restricted=False, priority__gte=2)
        ticket = rows.order_by("pk").first()
        if ticket is not None:
            put_on(ticket.key, actor=people[username], checklist=lists[code])
    asked = TicketTask.objects.open().filter(team__code="NET", is_required=True).order_by("pk").first()
    if asked is not None:
        take_task_step(asked.pk, "start", actor=people[BEGINS])
    settle_messages(timezone.now(), newest)
