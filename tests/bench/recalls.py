"""One recall matched with the whole inventory, in this process, which is what one worker does."""

import time
from dataclasses import dataclass

from django.db import connection

from assets.models import Asset
from assets.queries.recall_inventory import Inventory
from assets.rules.matching import read_scope
from tests.bench.counting import Counter

SERIALS = 5


@dataclass(frozen=True)
class Matching:
    """How many devices a notice means, in how many seconds, with how many statements."""

    devices: int
    seconds: float
    cpu_seconds: float
    statements: int


def match_one(turn: int) -> Matching:
    """Read the inventory and match a notice about some serial numbers of a model that stands there."""
    counter = Counter()
    devices = Asset.objects.exclude(udi="").filter(status="in_service").order_by("pk")
    wanted = devices.select_related("model__manufacturer")[turn * 100]
    serials = list(devices.filter(model=wanted.model).values_list("serial", flat=True)[:SERIALS])
    scope = read_scope(
        firm=wanted.model.manufacturer.name,
        product_code=wanted.model.product_code,
        description=f"{wanted.model.device_type} {wanted.model.name}, model {wanted.model.model_number}",
        codes=f"UDI-DI {wanted.udi_di}; serial numbers: {', '.join(serials)}",
    )
    with connection.execute_wrapper(counter):
        began, spent = time.perf_counter(), time.process_time()
        found = Inventory.read().match(scope)
        seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    return Matching(len(found.matches), seconds, cpu, len(counter.statements))
