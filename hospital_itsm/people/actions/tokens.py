"""API tokens: made once, shown once, revoked for good."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.models import ApiToken, User
from hospital_itsm.people.rules.scopes import LONGEST_DAYS, SCOPES, unknown_scopes
from hospital_itsm.people.rules.tokens import DEMO_PREFIX, hash_secret

PREFIX_BYTES: Final = 6
SECRET_BYTES: Final = 32
LONGEST_NAME: Final = 80
USE_NOTED_EVERY: Final = timedelta(minutes=1)


@action("token.create", gettext_lazy("made an API token"))
def create_token(
    user: User, *, actor: Any, name: str, scopes: list[str], days: int, demo_only: bool = False
) -> tuple[ApiToken, str]:
    """Make a token that ends after `days` (1 to 365); return it with the words of the header, shown only now.

    One that is `demo_only` opens nothing outside the demo hospital, for as long as it lives. Raises ValueRefused for
    unknown or missing scopes, a missing name, other lengths of life, and for one of the demo elsewhere.
    """
    require(actor, "token.manage", user)
    _refuse(user, name, scopes, days, demo_only)
    prefix, secret = _new_prefix(demo_only), secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        prefix=prefix,
        secret_hash=hash_secret(secret),
        demo_only=demo_only,
        scopes=sorted(set(scopes)),
        expires_at=timezone.now() + timedelta(days=days),
    )
    facts = {"owner": user.username, "scopes": token.scopes, "days": days, "demo_only": demo_only}
    record(actor, "token.create", token, facts)
    return token, f"{prefix}.{secret}"


@action("token.revoke", gettext_lazy("revoked an API token"))
def revoke_token(token: ApiToken, *, actor: Any) -> ApiToken:
    """End a token now; a revoked one stays as it is."""
    token = ApiToken.objects.select_for_update(of=("self",)).select_related("user").get(pk=token.pk)
    require(actor, "token.manage", token.user)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(actor, "token.revoke", token, {"owner": token.user.username})
    return token


@housekeeping("When a token was last used, to the minute; its uses are in the trail of what it changed.")
def note_token_use(token: ApiToken, *, actor: Any, at: datetime) -> None:
    """Remember that a token is used, at most once a minute, so that reading costs no write."""
    if token.last_used_at is not None and at - token.last_used_at < USE_NOTED_EVERY:
        return
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=at - USE_NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)
    token.last_used_at = at


def _new_prefix(demo_only: bool) -> str:
    if demo_only:
        return DEMO_PREFIX + secrets.token_hex(PREFIX_BYTES)[len(DEMO_PREFIX) :]
    return secrets.token_hex(PREFIX_BYTES)


def _refuse(user: User, name: str, scopes: list[str], days: int, demo_only: bool) -> None:
    errors: dict[str, str] = {}
    if not name.strip():
        errors["name"] = _("Say what the token is for.")
    elif len(name.strip()) > LONGEST_NAME:
        errors["name"] = _("Use at most %(count)d characters.") % {"count": LONGEST_NAME}
    unknown = unknown_scopes(scopes)
    if unknown or not scopes:
        known = ", ".join(SCOPES)
        errors["scopes"] = _("Choose among these scopes: %(known)s.") % {"known": known}
    if not 1 <= days <= LONGEST_DAYS:
        errors["days"] = _("Choose 1 to %(most)d days.") % {"most": LONGEST_DAYS}
    if demo_only and not settings.DEMO:
        errors["demo_only"] = _("This server is not the demo hospital. Make the token there.")
    if not user.is_active:
        errors["user"] = _("This account is deactivated. Reactivate it first.")
    if errors:
        raise ValueRefused(errors)
