"""Sources of a CMMS, and files as it exports them."""

from typing import Any

from django.test import Client

from hospital_itsm.cmms.actions.runs import begin_run
from hospital_itsm.cmms.actions.sources import add_source, set_classes
from hospital_itsm.cmms.models import Run, Source
from hospital_itsm.jobs import running
from tests.world import World, again

PM_HEAD = "PM ID,Asset Tag,Procedure,Last Done,Next Due,Outcome\n"
ORDER_HEAD = "WO Number,Asset Tag,Status,Opened,Closed,Description\n"
INVENTORY_HEAD = "Equipment ID,Asset Tag,Class,Manufacturer,Model,Serial Number,Warranty End\n"


def source(world: World, kind: str = "pm", **values: Any) -> Source:
    """A source of the system nuvolo."""
    fields = {"name": f"Nuvolo {kind}", "system": "nuvolo", "kind": kind, "every_hours": 24, **values}
    return add_source(actor=again(world.htm_manager), fields=fields)


def sent(world: World, row: Source, text: str) -> Run:
    """A run of this file, worked to its end."""
    run = begin_run(row.pk, text.encode(), "export.csv", actor=again(world.htm_manager))
    running.carry_on_all()
    run.refresh_from_db()
    return run


def theirs(world: World, asset_class: str = "clinical_device", system: str = "nuvolo") -> None:
    """Let the CMMS keep the record of a class."""
    set_classes({asset_class: system}, actor=again(world.htm_manager))


def page(client: Client, world: World, who: str, address: str) -> str:
    """A page as somebody sees it."""
    client.force_login(getattr(world, who))
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
