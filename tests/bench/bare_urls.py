"""The yardstick's addresses."""

from django.urls import path

from tests.bench.views import hello, yardstick

urlpatterns = [path("hello", hello), path("u", yardstick)]
