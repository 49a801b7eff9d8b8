"""Hostile values in every field of every list: kept as words, or named as a fault, never obeyed."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from hospital_itsm.budget.models import CostEntry
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.sheets.text import unguarded
from hospital_itsm.importing.kinds import KINDS
from hospital_itsm.importing.models import SheetImport
from hospital_itsm.jobs.models import Job
from tests.assets.test_asset_import_hostile import FOLDER, as_csv, strings
from tests.budget import cast
from tests.importing.lists import WHO, checked, stored, verdicts
from tests.world import World, again
from vendors.models import Vendor

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not FOLDER.exists(), reason=f"The shared data is not at {FOLDER}. Set SHARED_DATA to its folder."
    ),
]


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_row_of_hostile_cells_is_a_fault_and_never_breaks_the_import(
    world: World, client: Client, kind: str
) -> None:
    fields = [one.name for one in KINDS[kind].fields]
    rows = [fields, *([text] * len(fields) for text in strings())]
    run = stored_if_any(checked(world, kind, as_csv(rows)))
    assert len(verdicts(run)) == len(rows) - 1
    assert Job.objects.filter(state="failed").count() == 0
    client.force_login(again(getattr(world, WHO[kind])))
    page = client.get(run.get_absolute_url())
    assert page.status_code == 200
    assert "<script>alert(" not in page.content.decode()
    report = b"".join(client.get(f"{run.get_absolute_url()}report/")).decode("utf-8-sig")  # type: ignore[arg-type]
    cells = [cell for row in csv.reader(io.StringIO(report, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


def stored_if_any(run: SheetImport) -> SheetImport:
    """The import, stored where there is anything to store."""
    return stored(run) if run.rows.waiting().exists() else run


def test_hostile_words_that_fit_arrive_as_they_are(world: World) -> None:
    names = {text: f"Company {number}" for number, text in enumerate(strings()) if len(text) <= 60}
    rows = [["name", "account_number"], *([name, text] for text, name in names.items())]
    run = stored(checked(world, "vendor", as_csv(rows)))
    kept = dict(Vendor.objects.exclude(pk=world.vendor.pk).values_list("name", "account_number"))
    taken = {row.label for row in run.rows.exclude(verdict="fault")}
    assert len(taken) > 400
    for text, name in names.items():
        if name in taken:
            assert kept[name] == one_line(unguarded(text.strip()))


def test_hostile_words_of_costs_arrive_as_they_are(world: World) -> None:
    cast.year(world, date(2020, 7, 1))
    texts = [text for text in strings() if len(text) <= 100]
    head = ["booked_on", "amount", "currency", "invoice_number", "what"]
    rows = [head, *(["2020-08-03", "1.00", "USD", f"I-{n}", text] for n, text in enumerate(texts))]
    run = stored(checked(world, "cost", as_csv(rows)))
    assert CostEntry.objects.count() == run.rows.filter(verdict="create").count() > 400
    assert CostEntry.objects.filter(what__startswith="=").exists()
