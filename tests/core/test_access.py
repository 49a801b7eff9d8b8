"""The register of access rules."""

from dataclasses import dataclass

import pytest

from hospital_itsm.core import access
from hospital_itsm.core.actors import System, person
from hospital_itsm.core.errors import Forbidden


@dataclass
class Somebody:
    is_active: bool = True
    allowed: bool = True


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(access, "_rules", dict(access._rules))
    access.rule("thing.touch")(lambda actor, target: actor.allowed)
    return "thing.touch"


def test_a_rule_decides(verb: str) -> None:
    assert access.can(Somebody(), verb)
    assert not access.can(Somebody(allowed=False), verb)


def test_inactive_people_may_nothing_even_where_the_rule_agrees(verb: str) -> None:
    assert not access.can(Somebody(is_active=False), verb)


def test_nobody_may_nothing(verb: str) -> None:
    assert not access.can(None, verb)


def test_the_product_itself_may(verb: str) -> None:
    assert access.can(System("sla-watch"), verb)


def test_an_unknown_verb_is_an_error_and_not_a_permission() -> None:
    with pytest.raises(KeyError):
        access.can(System("sla-watch"), "thing.tuoch")


def test_require_raises_with_the_verb(verb: str) -> None:
    with pytest.raises(Forbidden) as refused:
        access.require(Somebody(allowed=False), verb)
    assert refused.value.verb == verb


def test_a_verb_cannot_have_two_rules(verb: str) -> None:
    with pytest.raises(ValueError, match="registered twice"):
        access.rule(verb)(lambda actor, target: True)


def test_only_people_fill_foreign_keys() -> None:
    somebody = Somebody()
    assert person(somebody) is somebody
    assert person(System("import")) is None
