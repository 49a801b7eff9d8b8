"""What the inventory knows of vendors that touch patient data: services they make or run, devices they service."""

from django.utils.translation import gettext_lazy as _

from assets.choices import DataClass, ServiceLifecycle, YesNoUnknown
from assets.models import Asset, Service
from vendors.baa_gate import Source, register_source


def register_sources() -> None:
    """Let services and devices count; called once when the app is ready."""
    register_source(
        Source(
            "service", _("Services"),
            lambda today: Service.objects.in_use().filter(data_class=DataClass.PHI)
            .exclude(lifecycle=ServiceLifecycle.RETIRED),
            "vendor", lambda rows, actor: rows.visible_to(actor), lambda row: f"{row.code} {row.name}",
        )
    )  # fmt: skip
    register_source(
        Source(
            "asset", _("Devices it services"),
            lambda today: Asset.objects.in_house().filter(stores_phi=YesNoUnknown.YES),
            "service_provider", lambda rows, actor: rows.visible_to(actor), lambda row: f"{row.tag} {row.title}",
        )
    )  # fmt: skip
