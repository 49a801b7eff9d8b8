"""How every figure is counted, by its code."""

from typing import Final

from hospital_itsm.kpi.measures import (
    continuity,
    devices,
    majors,
    money,
    promises,
    recovery,
    tickets,
    vendor_work,
)
from hospital_itsm.kpi.measures.base import Measure

MEASURES: Final[dict[str, Measure]] = {
    one.code: one
    for one in (
        *tickets.MEASURES,
        *promises.MEASURES,
        *devices.MEASURES,
        *continuity.MEASURES,
        *majors.MEASURES,
        *recovery.MEASURES,
        *vendor_work.MEASURES,
        *money.MEASURES,
    )
}
