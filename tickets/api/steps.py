"""The steps of a ticket's life: one address for each verb of the lifecycle table."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from hospital_itsm.core import access
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version
from hospital_itsm.core.rest.serializers import Nothing, values_of
from tickets.actions.transitions import transition
from tickets.actions.working import assign
from tickets.api import inputs
from tickets.api.base import KEY, WRITE, TicketEndpoint, written
from tickets.api.shapes import TicketShape
from tickets.rules.lifecycle import LIFECYCLE

ONLY_THE_DESK_ITSELF = frozenset({"close"})
"""Closing without an answer happens by itself; people confirm."""

BODIES: dict[str, type[Serializer[Any]]] = {
    "triage": inputs.Triaging,
    "assign": inputs.Assigning,
    "release": inputs.Releasing,
    "answer": inputs.MessageGiven,
    "wait_requester": inputs.MessageGiven,
    "wait_vendor": inputs.WaitingForVendor,
    "wait_parts": inputs.Waiting,
    "wait_change": inputs.Waiting,
    "schedule": inputs.Waiting,
    "restore": inputs.MessageGiven,
    "still_broken": inputs.MessageMaybe,
    "resolve": inputs.Resolution,
    "reopen": inputs.MessageMaybe,
    "withdraw": inputs.ReasonGiven,
    "cancel": inputs.ReasonGiven,
    "merge": inputs.Merging,
}
"""What each verb takes; the others take nothing."""

SUMMARIES = {
    "triage": "Give it a category and a team.",
    "assign": "Give it to a person, or with null back to the team.",
    "release": "Give it back to the team.",
    "start": "Begin to work; an unassigned ticket becomes yours.",
    "resume": "Go on after waiting.",
    "answer": "Answer the desk's question.",
    "wait_requester": "Ask the requester; the promise pauses (not for P1 and P2).",
    "wait_vendor": "Wait for a vendor.",
    "wait_parts": "Wait for a part.",
    "wait_change": "Wait for a change.",
    "schedule": "Plan the work for a time.",
    "restore": "It works again; the cause is still open.",
    "confirm": "It works now, says the unit.",
    "still_broken": "It does not work yet, says the unit.",
    "resolve": "It is solved.",
    "reopen": "Open it again within 14 days.",
    "withdraw": "The reporter no longer needs it.",
    "cancel": "End it without a fix.",
    "merge": "End it as a duplicate of another ticket.",
    "unmerge": "Undo a merge within 24 hours; it comes back with the state it had.",
}
VERBS = tuple(verb for verb in LIFECYCLE.verbs() if verb not in ONLY_THE_DESK_ITSELF)


class Steps(TicketEndpoint):
    """POST the verb of `next_actions` with what it needs; `If-Match` names the version that was read."""

    needs: ClassVar = dict.fromkeys(VERBS, WRITE)


def _step(verb: str) -> Callable[..., Response]:
    body = BODIES.get(verb, Nothing)

    def method(self: Steps, request: Request, key: str) -> Response:
        version = matched_version(request)
        if verb == "assign":
            access.require(request.user, "ticket.assign", self.ticket)
        given = values_of(request, body)
        if verb == "assign":
            return written(request, lambda: assign(key, actor=request.user, version=version, **given))
        return written(
            request, lambda: transition(key, actor=request.user, verb=verb, version=version, **given)
        )

    method.__name__ = verb
    method.__doc__ = SUMMARIES[verb]
    documented = extend_schema(
        operation_id=f"tickets_{verb}",
        parameters=[KEY, IF_MATCH, ETAG],
        request=body,
        responses={200: TicketShape},
        tags=["steps"],
    )
    return documented(method)


for _verb in VERBS:
    setattr(Steps, _verb, _step(_verb))
