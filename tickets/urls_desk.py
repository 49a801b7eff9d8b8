"""Addresses of the agent area."""

from django.urls import path

from tickets.views.desk import paged, queue

DESK = [
    path("queue/", queue.QueueHome.as_view(), name="queue"),
    path("queue/next/", queue.TakeNext.as_view(), name="take_next"),
    path("queue/v/<str:view>/", queue.QueueView.as_view(), name="queue_view"),
    path("queue/row/<str:key>/", queue.QueueRow.as_view(), name="queue_row"),
    path("live/queue/<str:view>/", queue.QueueLive.as_view(), name="queue_live"),
    path("paged/<str:key>/", paged.PagedView.as_view(), name="paged"),
    path("paged/<str:key>/answer/<int:pk>/", paged.AnswerPageView.as_view(), name="answer_page"),
]
