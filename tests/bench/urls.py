"""The product's addresses and a trivial view."""

from django.urls import path

from hospital_itsm.urls import *  # noqa: F403
from hospital_itsm.urls import urlpatterns as products_own
from tests.bench.views import hello

urlpatterns = [path("bench/hello", hello), *products_own]
