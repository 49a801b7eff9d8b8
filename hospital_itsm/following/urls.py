"""Addresses of what people follow."""

from django.urls import path

from hospital_itsm.following.views import follows

app_name = "following"
urlpatterns = [
    path("t/<str:key>/follow/", follows.FollowView.as_view(), name="follow"),
    path("t/<str:key>/followers/", follows.FollowersView.as_view(), name="followers"),
]
