"""Addresses of tasks between teams under `/api/v1/`."""

from django.urls import path

from hospital_itsm.joint.api.tasks import ChecklistOnTicket, Checklists, TasksOfTicket, TicketTasks

TASK = "ticket_tasks/<int:pk>/"
urlpatterns = [
    path("ticket_tasks/", TicketTasks.as_view({"get": "list"}), name="ticket_tasks"),
    path(TASK, TicketTasks.as_view({"get": "retrieve", "patch": "partial_update"}), name="ticket_task"),
    path(f"{TASK}start/", TicketTasks.as_view({"post": "start"}), name="ticket_task_start"),
    path(f"{TASK}finish/", TicketTasks.as_view({"post": "finish"}), name="ticket_task_finish"),
    path(f"{TASK}skip/", TicketTasks.as_view({"post": "skip"}), name="ticket_task_skip"),
    path(f"{TASK}reopen/", TicketTasks.as_view({"post": "reopen"}), name="ticket_task_reopen"),
    path(
        "tickets/<str:key>/tasks/",
        TasksOfTicket.as_view({"get": "list", "post": "create"}),
        name="ticket_tasks_of",
    ),
    path(
        "tickets/<str:key>/checklists/",
        ChecklistOnTicket.as_view({"post": "create"}),
        name="ticket_checklists",
    ),
    path("checklists/", Checklists.as_view({"get": "list"}), name="checklists"),
]
