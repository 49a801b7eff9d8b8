"""How many things one person may look up on pages in a minute: nobody walks through all tags of the house."""

from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import TooMany

SECONDS: Final = 60


def count_lookup(actor: Any) -> None:
    """Count one look-up of a person. Raises TooMany above LOOKUPS_PER_MINUTE; a dead cache lets it through."""
    key = f"lookups-{actor.pk}"
    if cache.add(key, 1, SECONDS):
        return
    try:
        count = cache.incr(key)
    except ValueError:
        return
    if count > settings.LOOKUPS_PER_MINUTE:
        raise TooMany(_("You looked up very many things within a minute. Go on in a minute."), wait=SECONDS)
