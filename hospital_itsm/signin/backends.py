"""Passwords, unless the hospital turned them off for people its identity provider signs in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from hospital_itsm.signin.queries.identities import identity_of


class PasswordBackend(ModelBackend):
    """A right password of somebody who is linked is refused like a wrong one where OIDC_REPLACES_PASSWORDS is set."""

    def authenticate(self, request: Any, username: Any = None, password: Any = None, **kwargs: Any) -> Any:
        """The person whose name and password these are, or None."""
        user = super().authenticate(request, username=username, password=password, **kwargs)
        return user if user is not None and password_works(user) else None


def password_works(user: Any) -> bool:
    """Can this person sign in with a password at all?"""
    if not user.has_usable_password():
        return False
    return not settings.OIDC_REPLACES_PASSWORDS or identity_of(user) is None
