"""Addresses of the glossary."""

from django.urls import path

from hospital_itsm.glossary.views import glossary

app_name = "glossary"
urlpatterns = [
    path("glossary/", glossary.GlossaryView.as_view(), name="glossary"),
    path("glossary/new/", glossary.NewTermView.as_view(), name="new_term"),
    path("glossary/<slug:slug>/", glossary.EditTermView.as_view(), name="term"),
]
