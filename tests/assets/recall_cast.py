"""Recalls for tests, made by the actions: the notice of the demo hospital about its pumps."""

from collections.abc import Sequence
from typing import Any

from assets.actions.recalls.receiving import receive_notice
from assets.models import Asset, RecallCase
from tests.assets import cast
from tests.world import World, again

LIMITS = "Lot 23K01 through 23K19; serial numbers IX4-230100 to IX4-230899; software version 3.2 and prior"
NOTICE = {
    "number": "Z-9001-2026",
    "source": "letter",
    "recall_class": "I",
    "firm": "Ashgrove Infusion (fictional)",
    "description": "IX-4 large volume pump, REF IX4-100, UDI-DI 09520000010010",
    "codes": LIMITS,
    "reason": "Door latch sensor may fail, allowing unintended bolus.",
}


def pumps(world: World) -> dict[str, Asset]:
    """Two pumps the notice lists, one whose label nobody read, one of another lot, and a monitor of another maker."""
    made = {
        "LR-1": {"serial": "IX4-230101", "lot": "23K01", "software_version": "3.1"},
        "LR-2": {"serial": "IX4-230102", "lot": "23K02", "software_version": "3.2"},
        "LR-3": {"serial": "", "lot": ""},
        "LR-4": {"serial": "IX4-220001", "lot": "22A01", "software_version": "3.3"},
    }
    found = {tag: cast.pump(world, tag, **values) for tag, values in made.items()}
    other = cast.model(
        world, "M8", manufacturer=cast.maker("Kestwick Monitoring"), identifiers=[], catalog_number="M8"
    )
    return {**found, "LR-5": cast.pump(world, "LR-5", model=other)}


def receive(world: World, **fields: Any) -> RecallCase:
    """The notice, entered by a technician of clinical engineering."""
    return receive_notice(actor=again(world.biomed), fields={**NOTICE, **fields})


def tags(case: RecallCase, certainty: str = "") -> Sequence[str]:
    """The devices on a case, all or those of one certainty."""
    lines = case.lines.filter(certainty=certainty) if certainty else case.lines.all()
    return sorted(lines.values_list("asset__tag", flat=True))
