"""The refusals an action may raise; page and REST translate each to its own answer.

| refusal | page | REST |
|---|---|---|
| Forbidden | 403 with who can help | 403 |
| IllegalTransition, Conflict, PhiSuspected | 409 panel | 409 |
| StaleVersion | 409 panel with both values | 412 |
| ValueRefused | 422 with the form | 422 |
| TooMany | 429 with when to come back | 429 |
"""

from collections.abc import Mapping, Sequence


class Refused(Exception):
    """An action refused; nothing was changed. `code` is stable, `message` is for people."""

    code = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Forbidden(Refused):
    """The actor sees the object but may not do this; `verb` names the access rule."""

    code = "forbidden"

    def __init__(self, message: str, verb: str = "") -> None:
        super().__init__(message)
        self.verb = verb


class Conflict(Refused):
    """The change does not fit the present state of the object."""

    code = "conflict"


class IllegalTransition(Conflict):
    """The state does not lead there; `allowed` lists the verbs that are possible now."""

    code = "illegal-transition"

    def __init__(self, message: str, allowed: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.allowed = list(allowed)


class PhiSuspected(Conflict):
    """The text looks like patient data and no `phi_decision` came with it; `findings` carries kinds and places."""

    code = "phi-suspected"

    def __init__(self, message: str, findings: Sequence[Mapping[str, object]] = ()) -> None:
        super().__init__(message)
        self.findings = [dict(finding) for finding in findings]


class StaleVersion(Refused):
    """Somebody changed the object after it was read; `current` is the version now stored."""

    code = "stale-version"

    def __init__(self, message: str, current: int, given: int | None) -> None:
        super().__init__(message)
        self.current = current
        self.given = given


class ValueRefused(Refused):
    """Values that cannot be taken: `{field: message that names the mend}`."""

    code = "value-refused"

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(str(text) for text in errors.values()))
        self.errors = {field: str(text) for field, text in errors.items()}


class TooMany(Refused):
    """One person sends more than anybody needs to; `wait` is in how many seconds it is taken again."""

    code = "too-many"

    def __init__(self, message: str, wait: int) -> None:
        super().__init__(message)
        self.wait = wait
