"""How every figure is counted, by its code."""

from typing import Final

from hospital_itsm.kpi.measures import continuity, devices, money, promises, tickets
from hospital_itsm.kpi.measures.base import Measure

MEASURES: Final[dict[str, Measure]] = {
    one.code: one
    for one in (
        *tickets.MEASURES,
        *promises.MEASURES,
        *devices.MEASURES,
        *continuity.MEASURES,
        *money.MEASURES,
    )
}
