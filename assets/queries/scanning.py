"""Which assets a scan may mean."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Q
from django.db.models.functions import Upper

from assets.rules.scanning import Reading
from assets.rules.udi import Udi, stored_forms

SHOWN: Final = 20
"""How many a person chooses from; the list of assets shows the rest."""


def found_by(reading: Reading, rows: Any) -> list[Any]:
    """The assets among `rows` that the reading means, at most SHOWN, by tag; empty where it means none.

    Tried from what is most certain to what is least, each a statement on an index; the first that finds something
    is taken. Who may see what is the matter of `rows`: begin with `visible_to`. Tags are in capitals; sorted as an
    expression, they keep the planner from walking all assets by tag in search of one serial number.
    """
    for condition in _tries(reading):
        if found := list(rows.filter(condition).order_by(Upper("tag"))[:SHOWN]):
            return found
    return []


def models_of(reading: Reading, rows: Any) -> list[Any]:
    """The models among `rows` that the identifier on the label belongs to."""
    if reading.udi is None or not reading.udi.di:
        return []
    return list(rows.with_identifier(reading.udi.di).select_related("manufacturer")[:2])


def _tries(reading: Reading) -> Iterator[Q]:
    if reading.tag:
        yield Q(tag=reading.tag)
    if reading.udi:
        yield from _labels(reading.udi)
    if reading.mac:
        yield ~Q(network__mac="") & Q(network__mac=reading.mac)
    if reading.serial:
        yield _serial(reading.serial)


def _labels(udi: Udi) -> Iterator[Q]:
    """A serial number settles which one of its model it is; without one, all of its lot or model may be meant."""
    if not udi.di:
        return
    of_model = tuple(_identifier(udi.di))
    if udi.serial:
        yield from (one & _serial(udi.serial) for one in of_model)
    elif udi.lot:
        yield from (one & Q(lot__iexact=udi.lot) for one in of_model)
    else:
        yield from of_model


def _serial(serial: str) -> Q:
    return ~Q(serial="") & Q(serial__iexact=serial)


def _identifier(di: str) -> Iterator[Q]:
    """Labeled with it, or of a model it belongs to.

    The models are read first: joined in one statement, the planner walks all assets by tag (250 ms of 50,000).
    """
    from assets.models import DeviceIdentifier

    forms = stored_forms(di)
    yield ~Q(udi_di="") & Q(udi_di__in=forms)
    if models := set(DeviceIdentifier.objects.filter(compared__in=forms).values_list("model", flat=True)):
        yield Q(model__in=models)
