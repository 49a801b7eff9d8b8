"""Addresses of the search."""

from django.urls import path

from hospital_itsm.search.views.palette import PaletteView
from hospital_itsm.search.views.search import SearchView

app_name = "search"
urlpatterns = [
    path("search/", SearchView.as_view(), name="search"),
    path("search/palette/", PaletteView.as_view(), name="palette"),
]
