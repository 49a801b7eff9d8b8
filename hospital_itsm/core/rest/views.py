"""Base of every REST endpoint: a verb, a scope, strict input."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.viewsets import ViewSet

from hospital_itsm.core import access
from hospital_itsm.core.problems import UnknownInput


class TokenThrottle(SimpleRateThrottle):
    """So many requests a minute for each token; a dead cache lets requests through."""

    scope = "token"

    def get_rate(self) -> str:
        """The rate of the settings, read at each start."""
        return f"{settings.API_RATE_PER_MINUTE}/min"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """One bucket a token; requests without one are refused earlier."""
        token = getattr(request, "auth", None)
        return f"throttle-token-{token.pk}" if token is not None else None


class Endpoint(ViewSet):
    """A resource. `needs` maps each action to (access verb, token scope); an unmapped action is not served.

    The verb is asked without an object; `visible_to` answers 404 and the action 403 for objects.
    """

    needs: ClassVar[Mapping[str, tuple[str, str]]] = {}
    throttle_classes = (TokenThrottle,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authenticate, throttle, then ask the verb and the scope."""
        super().initial(request, *args, **kwargs)
        if self.action is None:
            return
        verb, scope = self.needs[self.action]
        scopes = getattr(request.auth, "scopes", ())
        if scope not in scopes:
            raise PermissionDenied(_("The token lacks the scope %(scope)s.") % {"scope": scope})
        access.require(request.user, verb)


def strict_query(request: Request, allowed: set[str]) -> None:
    """Refuse query parameters the endpoint does not know; ignoring a filter would return too much."""
    unknown = sorted(set(request.query_params) - allowed)
    if unknown:
        names = ", ".join(sorted(allowed))
        raise UnknownInput(
            {name: _("Unknown parameter. Known are: %(names)s.") % {"names": names} for name in unknown}
        )
