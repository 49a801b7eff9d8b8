from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo hospital and its loaders; it has no tables, and production does without it."""

    name = "hospital_itsm.demo"
    label = "demo"
