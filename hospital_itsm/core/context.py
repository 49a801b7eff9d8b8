"""Where a change came from: request id, channel and address. Never who; the actor is always an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Origin:
    """One unit of work: `channel` is web, api, mail or system; `ip` is empty outside requests."""

    request_id: str = ""
    channel: str = "system"
    ip: str | None = None


NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def current() -> Origin:
    """Return the origin of the work being done now."""
    return _origin.get()


@contextmanager
def origin(**fields: str | None) -> Iterator[Origin]:
    """Set fields of the origin for the enclosed block."""
    token = _origin.set(replace(_origin.get(), **fields))  # type: ignore[arg-type]
    try:
        yield _origin.get()
    finally:
        _origin.reset(token)
