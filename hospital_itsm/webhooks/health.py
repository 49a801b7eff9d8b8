"""Health of webhooks: how many deliveries wait. A slow address outside makes the product no less well."""

from hospital_itsm.core.health import register_gauge
from hospital_itsm.webhooks.queries.due import waiting_count


def register() -> None:
    """Called once when the app is ready."""
    register_gauge("hospital_webhooks_waiting", "Deliveries to webhooks that wait.", waiting_count)
