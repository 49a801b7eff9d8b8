"""Addresses of tickets and notices under `/api/v1/`."""

from django.urls import path, register_converter

from hospital_itsm.core.rest.addresses import RowName
from tickets.api.attachments import AttachmentChart, AttachmentFile, Attachments
from tickets.api.categories import Categories
from tickets.api.clocks import Clocks, Pages
from tickets.api.external import ExternalTickets
from tickets.api.messages import Messages
from tickets.api.notices import Notices
from tickets.api.steps import VERBS, Steps
from tickets.api.tickets import Tickets
from tickets.api.work import TakeNext, Work


class TicketKey(RowName):
    """A ticket number such as INC-20418."""

    regex = "[A-Z]{3}-[0-9]{1,12}"


register_converter(TicketKey, "ticket_key")

TICKET = "tickets/<ticket_key:key>/"
ACTIONS = f"{TICKET}actions/"

urlpatterns = [
    path("tickets/", Tickets.as_view({"get": "list", "post": "create"}), name="tickets"),
    path("tickets/take-next/", TakeNext.as_view({"post": "create"}), name="take_next"),
    path(TICKET, Tickets.as_view({"get": "retrieve", "patch": "partial_update"}), name="ticket"),
    *(path(f"{ACTIONS}{verb}/", Steps.as_view({"post": verb}), name=verb) for verb in VERBS),
    *(path(f"{ACTIONS}{name}/", Work.as_view({"post": name}), name=name) for name in Work.needs),
    path(f"{TICKET}messages/", Messages.as_view({"get": "list", "post": "create"}), name="messages"),
    path(f"{TICKET}attachments/", Attachments.as_view({"get": "list", "post": "create"}), name="attachments"),
    path(
        f"{TICKET}attachments/<int:number>/", AttachmentFile.as_view({"get": "retrieve"}), name="attachment"
    ),
    path(
        f"{TICKET}attachments/<int:number>/chart/",
        AttachmentChart.as_view({"post": "create"}),
        name="attachment_chart",
    ),
    path(f"{TICKET}clocks/", Clocks.as_view({"get": "list"}), name="clocks"),
    path(f"{TICKET}pages/", Pages.as_view({"get": "list"}), name="pages"),
    path(
        "tickets/external/<external_system:system>/<external_number:number>/",
        ExternalTickets.as_view({"put": "update"}),
        name="external_ticket",
    ),
    path("pages/<int:number>/acknowledge/", Pages.as_view({"post": "acknowledge"}), name="acknowledge_page"),
    path("notices/", Notices.as_view({"get": "list", "post": "create"}), name="notices"),
    path("notices/<int:number>/", Notices.as_view({"get": "retrieve"}), name="notice"),
    path("notices/<int:number>/updates/", Notices.as_view({"post": "update_notice"}), name="update_notice"),
    path("notices/<int:number>/end/", Notices.as_view({"post": "end"}), name="end_notice"),
    path("notices/<int:number>/link/", Notices.as_view({"post": "link"}), name="link_notice"),
    path("notices/<int:number>/join/", Notices.as_view({"post": "join"}), name="join_notice"),
    path("categories/", Categories.as_view({"get": "list"}), name="categories"),
    path("categories/<row_name:name>/", Categories.as_view({"get": "retrieve"}), name="category"),
]
