"""Whom the hospital's identity provider stands for."""

from typing import Any

from django.apps import apps
from django.conf import settings

from hospital_itsm.people.models import User
from hospital_itsm.signin.provider import is_on


def identity_of(user: User) -> Any:
    """The link (`LinkedIdentity`) of this person with the present provider; None where one of both is not there."""
    linked = apps.get_model("signin", "LinkedIdentity")
    return linked.objects.filter(user=user, issuer=settings.OIDC_ISSUER).first() if is_on() else None
