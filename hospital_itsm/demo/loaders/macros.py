"""Adding the macros of the demo hospital, as its administrator and one agent do."""

from dataclasses import asdict
from typing import Any, Final

from hospital_itsm.demo.hospital.macros import MACROS, MacroRow
from hospital_itsm.macros.actions.keeping import add_macro, add_own_macro
from hospital_itsm.macros.models import Macro
from hospital_itsm.people.models import Team, User
from tickets.models import Category

KEEPER: Final = "irene.salt"
ROWS: Final[dict[str, Any]] = {"team": Team, "to_team": Team, "category": Category}


def is_loaded() -> bool:
    """Is any macro in this database, or is nobody there who keeps them?"""
    return Macro.objects.exists() or not User.objects.filter(username=KEEPER).exists()


def load() -> None:
    """Every macro whose person is there."""
    people = User.objects.in_bulk([KEEPER, *(row.owner for row in MACROS)], field_name="username")
    for row in MACROS:
        actor = people.get(row.owner or KEEPER)
        if actor is not None:
            add = add_own_macro if row.owner else add_macro
            add(actor=actor, fields=_fields(row))


def _fields(row: MacroRow) -> dict[str, Any]:
    """What the form would hold; a code that is not there leaves its field out."""
    given = {name: value for name, value in asdict(row).items() if value and name != "owner"}
    for name, model in ROWS.items():
        if name in given:
            given[name] = model.objects.filter(code=given[name]).first()
    return given
