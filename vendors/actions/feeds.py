"""Calendar addresses: made once, shown once, revoked for good."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.people.rules.tokens import hash_secret
from vendors.models import RenewalFeed

SECRET_BYTES: Final = 32
LONGEST_NAME: Final = 80
MOST: Final = 10
USE_NOTED_EVERY: Final = timedelta(minutes=1)


@action("contract.subscribe", gettext_lazy("made a calendar address of notice dates"))
def make_feed(*, actor: Any, name: str) -> tuple[RenewalFeed, str]:
    """Make an address of the actor's own; return it with its secret, shown only now. Raises Forbidden, ValueRefused."""
    require(actor, "contract.subscribe")
    name = guard(one_line(name), field="name").text
    if not name:
        raise ValueRefused({"name": _("Say where you will use it, such as: my phone.")})
    if len(name) > LONGEST_NAME:
        raise ValueRefused({"name": _("Use at most %(count)d characters.") % {"count": LONGEST_NAME}})
    if RenewalFeed.objects.filter(user=actor, revoked_at__isnull=True).count() >= MOST:
        raise ValueRefused({"name": _("You have %(most)d addresses. Revoke one first.") % {"most": MOST}})
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = RenewalFeed.objects.create(user=actor, name=name, secret_hash=hash_secret(secret))
    record(actor, "contract.subscribe", feed)
    return feed, secret


@action("contract.unsubscribe", gettext_lazy("revoked a calendar address of notice dates"))
def revoke_feed(pk: int, *, actor: Any) -> RenewalFeed:
    """End an address of the actor's own now; a revoked one stays as it is. Raises RenewalFeed.DoesNotExist."""
    feed = RenewalFeed.objects.select_for_update().get(pk=pk, user=actor)
    require(actor, "contract.subscribe", feed)
    if feed.revoked_at is None:
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        record(actor, "contract.unsubscribe", feed)
    return feed


@housekeeping("when an address was last read, to the minute; reading changes nothing else")
def note_feed_use(feed: RenewalFeed, *, actor: Any, at: datetime) -> None:
    """Remember that an address is read, at most once a minute."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=at - USE_NOTED_EVERY)
    RenewalFeed.objects.filter(stale, pk=feed.pk).update(last_used_at=at)
