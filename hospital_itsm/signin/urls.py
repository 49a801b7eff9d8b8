"""Addresses of ways to sign in."""

from django.urls import path

from hospital_itsm.signin.views import own, provider, setup

app_name = "signin"
urlpatterns = [
    path("me/second-step/", own.OwnView.as_view(), name="own"),
    path("me/second-step/prove/", own.ProveView.as_view(), name="prove"),
    path("me/second-step/app/", own.AppView.as_view(), name="app"),
    path("me/second-step/app/remove/", own.RemoveAppView.as_view(), name="remove_app"),
    path("me/second-step/passkey/", own.PasskeyView.as_view(), name="passkey"),
    path("me/second-step/passkey/<int:pk>/remove/", own.RemovePasskeyView.as_view(), name="remove_passkey"),
    path("me/second-step/codes/", own.RenewCodesView.as_view(), name="renew_codes"),
    path("me/second-step/provider/link/", provider.LinkView.as_view(), name="link"),
    path("me/second-step/provider/unlink/", provider.UnlinkView.as_view(), name="unlink"),
    path("accounts/provider/", provider.StartView.as_view(), name="start"),
    path("accounts/provider/callback/", provider.CallbackView.as_view(), name="callback"),
    path("accounts/provider/sign-out/", provider.GoodByeView.as_view(), name="good_bye"),
    path("setup/second-step/", setup.RequiredView.as_view(), name="required"),
    path("setup/people/<int:pk>/second-step/", setup.PersonStepView.as_view(), name="person"),
    path("setup/people/<int:pk>/provider/link/", setup.LinkPersonView.as_view(), name="link_person"),
    path("setup/people/<int:pk>/provider/unlink/", setup.UnlinkPersonView.as_view(), name="unlink_person"),
]
