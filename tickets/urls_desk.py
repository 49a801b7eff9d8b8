"""Addresses of the agent area."""

from django.urls import path

from tickets.views.desk import (
    correct,
    handover,
    merge,
    missed,
    own,
    paged,
    presence,
    preview,
    priority,
    protected,
    queue,
    step,
    ticket,
    write,
)

DESK = [
    path("queue/", queue.QueueHome.as_view(), name="queue"),
    path("queue/next/", queue.TakeNext.as_view(), name="take_next"),
    path("queue/v/<str:view>/", queue.QueueView.as_view(), name="queue_view"),
    path("queue/row/<str:key>/", queue.QueueRow.as_view(), name="queue_row"),
    path("live/queue/<str:view>/", queue.QueueLive.as_view(), name="queue_live"),
    path("paged/<str:key>/", paged.PagedView.as_view(), name="paged"),
    path("paged/<str:key>/answer/<int:pk>/", paged.AnswerPageView.as_view(), name="answer_page"),
    path("queue/preview/<str:key>/", preview.PreviewView.as_view(), name="preview"),
    path("t/<str:key>/", ticket.TicketView.as_view(), name="detail"),
    path("t/<str:key>/write/", write.WriteView.as_view(), name="write"),
    path("t/<str:key>/take-back/<int:message>/", write.TakeBackView.as_view(), name="take_back"),
    path("t/<str:key>/draft/", write.DraftView.as_view(), name="desk_draft"),
    path("t/<str:key>/beat/", presence.BeatView.as_view(), name="beat"),
    path("t/<str:key>/take/", own.TakeView.as_view(), name="take"),
    path("t/<str:key>/assignee/", own.AssigneeView.as_view(), name="assignee"),
    path("t/<str:key>/team/", own.TeamView.as_view(), name="team"),
    path("t/<str:key>/set/<str:field>/", correct.CorrectView.as_view(), name="correct"),
    path("t/<str:key>/priority/", priority.PriorityView.as_view(), name="priority"),
    path("t/<str:key>/answers/", priority.AnswersView.as_view(), name="answers"),
    path("t/<str:key>/missed/<str:metric>/", missed.MissedView.as_view(), name="missed"),
    path("t/<str:key>/step/<str:verb>/", step.StepView.as_view(), name="step"),
    path("t/<str:key>/handover/", handover.OfferView.as_view(), name="handover"),
    path("t/<str:key>/handover/accept/", handover.AcceptView.as_view(), name="handover_accept"),
    path("t/<str:key>/handover/back/", handover.SendBackView.as_view(), name="handover_back"),
    path("t/<str:key>/merge/", merge.MergeView.as_view(), name="merge"),
    path("t/<str:key>/hidden/", protected.RevealView.as_view(), name="reveal"),
]
