"""The macros of the demo hospital."""

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.demo.loaders import hospital, macros
from hospital_itsm.macros.models import Macro
from tests.world import PASSWORD


@pytest.mark.django_db
def test_the_desk_has_macros_of_each_kind_kept_by_those_who_may() -> None:
    hospital.load(PASSWORD)
    macros.load()
    assert macros.is_loaded()
    kept = {row.name: row for row in Macro.objects.select_related("team", "owner", "category", "to_team")}
    assert len(kept) == 6
    printer = kept["Printer: ask for the label, set waiting"]
    assert (printer.category.code, printer.then_state) == ("euc.label", "pending_requester")  # type: ignore[union-attr]
    assert kept["Desk: looked at again after the shift change"].team.code == "SD-L1"  # type: ignore[union-attr]
    assert kept["Working again, tell them"].owner.username == "leo.marsh"  # type: ignore[union-attr]
    verbs = AuditEntry.objects.filter(target_type="macros.macro").values_list("verb", "actor_label")
    assert sorted({verb for verb, _who in verbs}) == ["macro.add", "macro.add_own"]
