from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The joint procedures of clinical engineering and IT: install, service, decommission."""

    name = "hospital_itsm.procedures"
    label = "procedures"

    def ready(self) -> None:
        from assets import gates
        from hospital_itsm.procedures import access, exported, pages, told  # noqa: F401
        from hospital_itsm.procedures.queries.gates import unfinished

        gates.register(unfinished)
        pages.register()
        told.register_kinds()
