"""System checks of the outbox's settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def the_paging_service_is_signed_and_named(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a paging service without a secret to sign with."""
    if settings.PAGE_WEBHOOK_URL and not settings.PAGE_WEBHOOK_SECRET:
        words = "PAGE_WEBHOOK_URL is set without PAGE_WEBHOOK_SECRET. Set a secret that the service knows."
        return [Error(words, id="outbox.E001")]
    return []
