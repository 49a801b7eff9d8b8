"""The shape of every action: atomic, with an actor, recording a registered verb.

`@action("ticket.assign", _("assigned"))` registers the verb with its timeline words and wraps the function in one
transaction. `@housekeeping("why")` marks what leaves no trail (drafts, read marks, progress). `@step` marks a part of
an action that must run inside a transaction somebody else opened.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils.functional import Promise

from hospital_itsm.audit import verbs

_owned: ContextVar[bool] = ContextVar("_owned", default=False)
P = ParamSpec("P")
R = TypeVar("R")


def action(verb: str, words: "str | Promise") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register `verb` and run the decorated function in one transaction."""
    verbs.register(verb, words)

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        wrapped = _atomic(function)
        wrapped.audit_verb = verb  # type: ignore[attr-defined]
        return wrapped

    return decorate


def housekeeping(reason: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run the decorated function in one transaction; it records nothing because of `reason`."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        wrapped = _atomic(function)
        wrapped.housekeeping = reason  # type: ignore[attr-defined]
        return wrapped

    return decorate


def step(function: Callable[P, R]) -> Callable[P, R]:
    """Refuse to run outside a transaction: the caller's action owns it."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError(f"{function.__name__} is a step of an action.")
        return function(*args, **kwargs)

    return wrapped


@contextmanager
def one_action() -> Iterator[None]:
    """One transaction for one action and what is read after it; the action needs no savepoint of its own.

    Where the action refuses, the whole block is undone.
    """
    mark = _owned.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _owned.reset(mark)


def _atomic(function: Callable[P, R]) -> Callable[P, Any]:
    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        is_whole = _owned.get()
        mark = _owned.set(False)
        try:
            with transaction.atomic(savepoint=not is_whole):
                return function(*args, **kwargs)
        finally:
            _owned.reset(mark)

    return wrapped
