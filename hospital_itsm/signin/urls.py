"""Addresses of ways to sign in."""

from django.urls import path

from hospital_itsm.signin.views import own, setup

app_name = "signin"
urlpatterns = [
    path("me/second-step/", own.OwnView.as_view(), name="own"),
    path("me/second-step/prove/", own.ProveView.as_view(), name="prove"),
    path("me/second-step/app/", own.AppView.as_view(), name="app"),
    path("me/second-step/app/remove/", own.RemoveAppView.as_view(), name="remove_app"),
    path("me/second-step/passkey/", own.PasskeyView.as_view(), name="passkey"),
    path("me/second-step/passkey/<int:pk>/remove/", own.RemovePasskeyView.as_view(), name="remove_passkey"),
    path("me/second-step/codes/", own.RenewCodesView.as_view(), name="renew_codes"),
    path("setup/second-step/", setup.RequiredView.as_view(), name="required"),
    path("setup/people/<int:pk>/second-step/", setup.PersonStepView.as_view(), name="person"),
]
