"""Sign-in and sign-out under the names that allauth and Django reverse; allauth's other pages do not exist here."""

from django.urls import path

from hospital_itsm.people.views.sign_in import HomeView, SignInView, SignOutView

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("accounts/login/", SignInView.as_view(), name="account_login"),
    path("accounts/logout/", SignOutView.as_view(), name="account_logout"),
]
