from django.apps import AppConfig


class CmmsConfig(AppConfig):
    """What a maintenance system of clinical engineering says: inventory, PM status and work orders.

    Nothing here plans maintenance. A programme of our own is a package to the right, which writes its own rows and
    asks `queries.records.systems_by_class` whose record of a class counts.
    """

    name = "hospital_itsm.cmms"
    label = "cmms"

    def ready(self) -> None:
        from assets import owned_elsewhere
        from hospital_itsm.cmms import access, panel, running, settings_index  # noqa: F401
        from hospital_itsm.cmms.queries.records import systems_by_class

        owned_elsewhere.register(systems_by_class)
        running.register_job()
        panel.register_panel()
        settings_index.fill()
