from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Purchases: from the wish through options, approval and order to what was delivered."""

    name = "hospital_itsm.procurement"
    label = "procurement"

    def ready(self) -> None:
        from hospital_itsm.budget.commitments import register_commitments
        from hospital_itsm.procurement import access, approving, exported, pages, told  # noqa: F401
        from hospital_itsm.procurement.committed import open_orders

        approving.register_subject()
        register_commitments("orders", open_orders)
        pages.register()
        told.register_kinds()
