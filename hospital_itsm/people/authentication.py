"""`Authorization: Bearer <prefix>.<secret>` for REST."""

import hmac

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from hospital_itsm.people.actions.tokens import note_token_use
from hospital_itsm.people.models import ApiToken, User
from hospital_itsm.people.rules.tokens import hash_secret, is_for_the_demo


class BearerAuthentication(BaseAuthentication):
    """Finds the token by its prefix, compares hashes in constant time, refuses expired and revoked ones alike,
    those of a service whose owner left and, on every server but the demo, those that are for the demo only."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return (user, token), None without the header; raise AuthenticationFailed otherwise."""
        parts = get_authorization_header(request).decode("latin-1").split()
        if not parts or parts[0].lower() != "bearer":
            return None
        if len(parts) != 2:
            raise AuthenticationFailed(_("Send the header as: Authorization: Bearer <token>."))
        if is_for_the_demo(parts[1]) and not settings.DEMO:
            raise AuthenticationFailed(
                _("This token is for the demo hospital only, and this server is not it. Make one here.")
            )
        token = self._find(parts[1])
        if token is None:
            raise AuthenticationFailed(_("The token is unknown, expired or revoked. Ask for a new one."))
        note_token_use(token, actor=token.user, at=timezone.now())
        return token.user, token

    def _find(self, raw: str) -> ApiToken | None:
        if not (raw.isascii() and raw.isprintable()):
            return None
        prefix, _dot, secret = raw.partition(".")
        token = ApiToken.objects.select_related("user__owner").filter(prefix=prefix).first()
        known = token.secret_hash if token else hash_secret("")
        matches = hmac.compare_digest(known, hash_secret(secret))
        if token is None or not matches or token.revoked_at or token.expires_at <= timezone.now():
            return None
        return token if _answered_for(token.user) else None

    def authenticate_header(self, request: Request) -> str:
        """The challenge of a 401."""
        return "Bearer"


def _answered_for(user: User) -> bool:
    """Is the account active and, where it is a service, the person who answers for it too?"""
    return user.is_active and (user.owner is None or user.owner.is_active)
