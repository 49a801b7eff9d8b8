"""The second step under the name that allauth reverses."""

from django.urls import path

from hospital_itsm.signin.views.step import SecondStepView

urlpatterns = [path("accounts/second-step/", SecondStepView.as_view(), name="mfa_authenticate")]
