"""What a signed-in time knows of its person's proof: when it was given, and whether a second step is due."""

import time
from typing import Final

from django.http import HttpRequest

PROVED_FOR: Final = 10 * 60
"""Seconds after a proof in which ways to sign in may be changed."""
_PROVED, _DUE = "proved_at", "second_step_due"


def note_proof(request: HttpRequest) -> None:
    """The person here just proved who they are."""
    request.session[_PROVED] = int(time.time())


def is_fresh(request: HttpRequest) -> bool:
    """Was that within the last ten minutes?"""
    return time.time() - request.session.get(_PROVED, 0) < PROVED_FOR


def ask_for_step(request: HttpRequest) -> None:
    """Let this signed-in time do nothing but set up a second step."""
    request.session[_DUE] = True


def is_due(request: HttpRequest) -> bool:
    """Must a second step be set up before anything else?"""
    return bool(request.session.get(_DUE))


def step_is_set_up(request: HttpRequest) -> None:
    """Nothing is due any more."""
    request.session.pop(_DUE, None)


def step_was_elsewhere(request: HttpRequest) -> None:
    """The provider asked for a second step: the sign-in that follows at once needs no other."""
    request._second_step_elsewhere = True  # type: ignore[attr-defined]


def was_elsewhere(request: HttpRequest) -> bool:
    """Did it?"""
    return bool(getattr(request, "_second_step_elsewhere", False))
