"""Addresses of what people follow."""

from django.urls import path

from hospital_itsm.following.views import follows, snoozes

app_name = "following"
urlpatterns = [
    path("t/<str:key>/follow/", follows.FollowView.as_view(), name="follow"),
    path("t/<str:key>/followers/", follows.FollowersView.as_view(), name="followers"),
    path("t/<str:key>/snooze/", snoozes.SnoozeView.as_view(), name="snooze"),
    path("t/<str:key>/wake/", snoozes.WakeView.as_view(), name="wake"),
]
