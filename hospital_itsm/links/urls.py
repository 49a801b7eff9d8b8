"""Addresses of links."""

from django.urls import path

from hospital_itsm.links.views import links

app_name = "links"
urlpatterns = [
    path("t/<str:key>/links/", links.LinksView.as_view(), name="links"),
    path("t/<str:key>/links/part/", links.PartView.as_view(), name="part"),
    path("t/<str:key>/links/<int:pk>/remove/", links.RemoveView.as_view(), name="remove"),
]
