"""The steps of an asset's life over REST: one address for each verb of the lifecycle table."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions.transitions import SENTENCES, transition
from assets.api.assets import answer, seen
from assets.api.shapes import TAG, AssetShape, StepGiven
from assets.rules.lifecycle import LIFECYCLE
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query

VERBS = LIFECYCLE.verbs()
STEP = ("asset.read", "assets:write")
"""Who may take a step stands in the table; whoever reads the asset learns in 403 or 409 why not."""


class AssetSteps(Endpoint):
    """POST the verb of `next_actions` with what it needs; `If-Match` names the version that was read."""

    needs: ClassVar = dict.fromkeys(VERBS, STEP)


def _step(verb: str) -> Callable[..., Response]:
    def method(self: AssetSteps, request: Request, tag: str) -> Response:
        strict_query(request, ())
        version, asset = matched_version(request), seen(request, tag)
        given: dict[str, Any] = values_of(request, StepGiven)
        transition(asset.tag, actor=request.user, verb=verb, version=version, **given)
        return answer(request, asset.tag)

    method.__name__ = verb
    method.__doc__ = f"{str(SENTENCES[verb]).capitalize()}."
    documented = extend_schema(
        operation_id=f"assets_{verb}",
        parameters=[TAG, IF_MATCH, ETAG],
        request=StepGiven,
        responses={200: AssetShape},
        tags=["asset steps"],
    )
    return documented(method)


for _verb in VERBS:
    setattr(AssetSteps, _verb, _step(_verb))
