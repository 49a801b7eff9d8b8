"""Who acts: a person, a service account, or a named part of the system itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hospital_itsm.people.models import User

SYSTEM_PREFIX: Final = "system:"
"""With what the name of a part of the product begins in the trail."""


@dataclass(frozen=True)
class System:
    """A part of the product acting on its own, such as `System("sla-watch")`. It may do everything."""

    name: str
    pk: None = None
    is_active: bool = True

    def __str__(self) -> str:
        return f"{SYSTEM_PREFIX}{self.name}"


def is_system(actor: object) -> bool:
    """True when the actor is the product itself, which needs no permission."""
    return isinstance(actor, System)


def person(actor: object) -> "User | None":
    """Return the acting user, or None when the product itself acts; for nullable foreign keys."""
    return None if is_system(actor) else actor  # type: ignore[return-value]
