"""Addresses of tickets: the portal here, the agent's side in `urls_desk`."""

from django.urls import path

from tickets.urls_desk import DESK
from tickets.views import files
from tickets.views.portal import device_line, my, my_ticket, notices, phi, receipt, report, status

app_name = "tickets"
PORTAL = [
    path("report/", report.ReportView.as_view(), name="report"),
    path("report/phi/", phi.PhiView.as_view(), name="phi"),
    path("report/device/", device_line.DeviceLineView.as_view(), name="report_device_line"),
    path("report/device/<str:tag>/", report.DeviceReportView.as_view(), name="report_device"),
    path("report/suggest/", report.SuggestView.as_view(), name="suggest"),
    path("report/draft/", report.DraftView.as_view(), name="report_draft"),
    path("report/sent/<str:key>/", receipt.ReceiptView.as_view(), name="report_sent"),
    path("report/sent/<str:key>/worse/", receipt.WorseView.as_view(), name="worse"),
    path("my/", my.MyView.as_view(), name="my"),
    path("my/handover/", my.HandoverSheetView.as_view(), name="handover_sheet"),
    path("my/<str:key>/", my_ticket.MyTicketView.as_view(), name="my_ticket"),
    path("my/<str:key>/join/", my.JoinView.as_view(), name="join"),
    path("my/<str:key>/reply/", my_ticket.ReplyView.as_view(), name="my_reply"),
    path("my/<str:key>/draft/", my_ticket.ReplyDraftView.as_view(), name="my_draft"),
    path("my/<str:key>/files/", my_ticket.AttachView.as_view(), name="attach"),
    path("my/<str:key>/works/", my_ticket.ConfirmView.as_view(), name="confirm"),
    path("my/<str:key>/broken/", my_ticket.StillBrokenView.as_view(), name="still_broken"),
    path("my/<str:key>/rate/", my_ticket.RateView.as_view(), name="rate"),
    path("my/<str:key>/callback/", my_ticket.CallbackView.as_view(), name="callback"),
    path("status/", status.StatusView.as_view(), name="status"),
    path("status/notices/new/", notices.NewNoticeView.as_view(), name="new_notice"),
    path("status/notices/<int:pk>/", notices.NoticeView.as_view(), name="notice"),
    path("status/notices/<int:pk>/update/", notices.UpdateNoticeView.as_view(), name="update_notice"),
    path("status/notices/<int:pk>/end/", notices.EndNoticeView.as_view(), name="end_notice"),
    path("status/notices/<int:pk>/link/", notices.LinkNoticeView.as_view(), name="link_notice"),
    path("status/notices/<int:pk>/join/", status.JoinNoticeView.as_view(), name="join_notice"),
    path("t/<str:key>/files/<int:pk>/", files.FileView.as_view(), name="file"),
    path("t/<str:key>/files/<int:pk>/chart/", files.ChartView.as_view(), name="file_chart"),
]
urlpatterns = [*PORTAL, *DESK]
