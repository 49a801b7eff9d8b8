"""Base of every REST endpoint: a verb, a scope, strict input."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar, cast

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import MethodNotAllowed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.viewsets import ViewSet

from hospital_itsm.core import access, dry_run
from hospital_itsm.core.problems import UnknownInput

LONGEST_VALUE = 1_000
MOST_VALUES = 50
DRY_RUN = "dry_run"


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
    """A resource. `needs` maps each action to (access verb, token scope); an unmapped one is not served.

    The scope "" means any token, several scopes mean a token with any of them.

    The verb is asked without an object; `visible_to` answers 404 and the action 403 for objects. Any write takes
    `?dry_run=true`: it is done as a whole and undone, and answers what it would have answered.
    """

    needs: ClassVar[Mapping[str, tuple[str, str | tuple[str, ...]]]] = {}
    throttle_classes = (TokenThrottle,)
    said_of_dry_run: Sequence[str] = ()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Answer, or try where a dry run is asked for."""
        if request.method in SAFE_METHODS or DRY_RUN not in request.GET:
            return super().dispatch(request, *args, **kwargs)
        self.said_of_dry_run = request.GET.getlist(DRY_RUN)
        request.GET = request.GET.copy()
        del request.GET[DRY_RUN]
        if self.said_of_dry_run != ["true"]:
            return super().dispatch(request, *args, **kwargs)
        with dry_run.undone():
            response = super().dispatch(request, *args, **kwargs)
            if response.status_code < 400:
                dry_run.refuse_as_a_commit_would()
        return _marked(cast(Response, response))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authenticate, throttle, then ask the verb and the scope."""
        super().initial(request, *args, **kwargs)
        if self.said_of_dry_run and self.said_of_dry_run not in (["true"], ["false"]):
            raise UnknownInput({DRY_RUN: _("Send true or false, once.")})
        if self.action is None:
            return
        if self.action not in self.needs:
            raise MethodNotAllowed(str(request.method))
        verb, scope = self.needs[self.action]
        enough = (scope,) if isinstance(scope, str) else scope
        if scope and not set(enough) & set(getattr(request.auth, "scopes", ())):
            raise PermissionDenied(_("The token lacks the scope %(scope)s.") % {"scope": enough[0]})
        access.require(request.user, verb)


def _marked(response: Response) -> Response:
    """Say in the header, and in a body that is an object, that nothing was kept."""
    response["Dry-Run"] = "true"
    if isinstance(response.data, dict):
        response.data = {**response.data, DRY_RUN: True}
    return response


def strict_query(request: Request, allowed: Collection[str]) -> None:
    """Refuse query parameters the endpoint does not know and text no database can hold.

    Ignoring a filter would return too much. Raises UnknownInput naming each parameter.
    """
    names = ", ".join(sorted(allowed)) or _("none")
    errors = {
        name: _("Unknown parameter. Known are: %(names)s.") % {"names": names}
        for name in sorted(set(request.query_params) - set(allowed))
    }
    for name, values in request.query_params.lists():
        if any(not _is_storable(value) for value in values):
            errors[name] = _("Send plain text of at most %(most)d characters.") % {"most": LONGEST_VALUE}
        elif len(values) > MOST_VALUES:
            errors[name] = _("Send it at most %(most)d times.") % {"most": MOST_VALUES}
    if errors:
        raise UnknownInput(errors)


def _is_storable(value: str) -> bool:
    surrogate = any("\ud800" <= character <= "\udfff" for character in value)
    return len(value) <= LONGEST_VALUE and "\x00" not in value and not surrogate
