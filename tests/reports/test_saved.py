"""Saved reports: shared ones show the question, and every reader's own rows."""

import csv
import io
from typing import Any

import pytest
from django.db import IntegrityError

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, StaleVersion, ValueRefused
from hospital_itsm.reports.actions.runs import run_saved
from hospital_itsm.reports.actions.saved import change_report, remove_report, save_report
from hospital_itsm.reports.models import ReportRun, SavedReport
from hospital_itsm.reports.questions import BY_CODE
from tests.reports import cast
from tests.world import World, again
from tickets.models import Ticket

UNITS = BY_CODE["units-reporting"]


def save(who: Any, **said: Any) -> SavedReport:
    """Saved by this person."""
    return save_report(UNITS, {"days": ["90"]}, actor=again(who), **{"name": "Quarter", **said})


def seen_by(who: Any) -> list[str]:
    """The names of the saved reports this person sees."""
    return list(SavedReport.objects.visible_to(again(who)).order_by("pk").values_list("name", flat=True))


def test_a_saved_report_is_seen_by_those_it_is_shared_with(world: World) -> None:
    save(world.lead, name="Mine")
    save(world.lead, name="Team", sharing="team", team=world.team("EUC"))
    save(world.lead, name="Role", sharing="role", role="auditor")
    save(world.lead, name="All", sharing="everybody")
    assert seen_by(world.lead) == ["Mine", "Team", "Role", "All"]
    assert seen_by(world.technician) == ["Team", "All"]
    assert seen_by(world.auditor) == ["Role", "All"]
    assert seen_by(world.network_engineer) == ["All"]
    assert seen_by(world.requester) == []
    assert seen_by(world.finance) == []


def test_whoever_runs_a_shared_one_gets_the_own_rows(world: World) -> None:
    kept, *_others = cast.of_units(world)
    Ticket.objects.filter(pk=kept.pk).update(is_restricted=True, team=world.team("SEC"))
    shared = save_report(
        BY_CODE["open-longest"],
        {"state": ["open"], "columns": ["number"]},
        actor=again(world.security),
        name="Open",
        sharing="everybody",
    )
    for who, rows in ((world.security, 7), (world.agent, 6)):
        run = run_saved(shared, "csv", actor=again(who))
        assert (run.asked_by_id, run.saved_id, run.rows) == (who.pk, shared.pk, rows)
        text = cast.stored(run).decode("utf-8-sig")
        numbers = [row[0] for row in csv.reader(io.StringIO(text)) if row]
        assert (kept.key in numbers) is (rows == 7)


def test_a_saved_report_one_does_not_see_is_not_run(world: World) -> None:
    mine = save(world.lead)
    with pytest.raises(SavedReport.DoesNotExist):
        run_saved(mine, "csv", actor=again(world.agent))
    assert ReportRun.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "said", "field"),
    [
        ("agent", {"name": ""}, "name"),
        ("agent", {"name": "x" * 81}, "name"),
        ("agent", {"name": "MRN 00482913"}, "name"),
        ("agent", {"sharing": "world"}, "sharing"),
        ("agent", {"sharing": "everybody"}, "sharing"),
        ("agent", {"sharing": "role", "role": "agent"}, "sharing"),
        ("lead", {"sharing": "role", "role": "king"}, "role"),
        ("lead", {"sharing": "team"}, "team"),
    ],
)
def test_what_cannot_be_saved_is_refused(world: World, who: str, said: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        save(getattr(world, who), **said)
    assert list(refused.value.errors) == [field]
    assert SavedReport.objects.count() == 0


def test_the_desk_shares_with_its_own_teams_alone(world: World) -> None:
    assert save(world.agent, sharing="team", team=world.team("EUC")).sharing == "team"
    with pytest.raises(ValueRefused):
        save(world.agent, name="Other", sharing="team", team=world.team("NET"))


def test_one_person_has_a_name_once(world: World) -> None:
    save(world.agent)
    with pytest.raises(ValueRefused) as refused:
        save(world.agent)
    assert refused.value.errors == {"name": "You have a saved report of this name. Choose another."}
    assert save(world.technician).name == "Quarter"


def test_only_its_owner_changes_or_removes_it(world: World) -> None:
    shared = save(world.lead, sharing="everybody")
    for who in (world.it_manager, world.agent):
        with pytest.raises(Forbidden):
            change_report(shared, actor=again(who), name="Other")
        with pytest.raises(Forbidden):
            remove_report(shared, actor=again(who))
    shared.refresh_from_db()
    assert (shared.name, shared.version) == ("Quarter", 1)
    changed = change_report(
        shared, actor=again(world.lead), version=1, name="Other", parameters={"days": ["7"]}
    )
    assert (changed.name, changed.version, changed.parameters["days"]) == ("Other", 2, ["7"])
    with pytest.raises(StaleVersion):
        change_report(shared, actor=again(world.lead), version=1, name="Third")
    entry = AuditEntry.objects.get(verb="report.change")
    assert set(entry.changes) == {"name", "parameters"}
    assert "Other" not in str(entry.changes)
    remove_report(shared, actor=again(world.lead))
    assert SavedReport.objects.count() == 0


def test_the_pages_save_share_keep_and_remove(world: World) -> None:
    client = cast.signed_in(world.lead)
    page = "/reports/units-reporting/save/?days=90"
    answer = client.post(
        page, {"name": "Quarter", "sharing": "everybody", "team": "", "role": "", "version": "0"}
    )
    row = SavedReport.objects.get()
    assert answer["Location"] == f"/reports/saved/{row.pk}/"
    assert (row.parameters["days"], row.sharing) == (["90"], "everybody")
    refused = client.post(
        page, {"name": "Quarter", "sharing": "role", "team": "", "role": "", "version": "0"}
    )
    assert refused.status_code == 422
    assert 'value="Quarter"' in refused.content.decode()
    client.post(f"/reports/saved/{row.pk}/keep/?days=7&priority=1")
    row.refresh_from_db()
    assert (row.parameters["days"], row.parameters["priority"], row.version) == (["7"], ["1"], 2)
    assert client.post(f"/reports/saved/{row.pk}/keep/?days=never").status_code == 422
    edit = f"/reports/saved/{row.pk}/edit/"
    stale = {"name": "Late", "sharing": "nobody", "team": "", "role": "", "version": "1"}
    assert client.post(edit, stale).status_code == 409
    assert client.post(edit, {**stale, "version": "2"}).status_code == 302
    assert "Late" in client.get("/reports/").content.decode()
    client.post(f"/reports/saved/{row.pk}/remove/")
    assert SavedReport.objects.count() == 0


def test_the_database_holds_that_a_team_is_named(world: World) -> None:
    row = save(world.lead)
    with pytest.raises(IntegrityError):
        SavedReport.objects.filter(pk=row.pk).update(sharing="team")
