"""The life of a thing, from the wish to the bin: one table for IT and clinical engineering (domain 3.1)."""

from typing import Final

from hospital_itsm.core.lifecycle import BACK, Lifecycle, Transition, states

REQUESTED = "requested"
ON_ORDER = "on_order"
RECEIVED = "received"
INSPECTION = "incoming_inspection"
IN_SERVICE = "in_service"
SPARE = "standby_spare"
LOANED_OUT = "loaned_out"
IN_REPAIR = "in_repair"
DO_NOT_USE = "out_of_service_safety"
QUARANTINED = "quarantined"
MISSING = "missing"
RETIRED = "retired_pending_sanitization"
RETURNED = "returned"
DISPOSED = "disposed"

CLINICAL: Final = frozenset({"clinical_device"})
INFRASTRUCTURE: Final = frozenset(
    {
        "workstation",
        "cart",
        "mobile",
        "printer",
        "server",
        "storage",
        "network_device",
        "access_point",
        "telecom",
        "circuit",
        "power",
        "other",
    }
)

EXPECTED = states(REQUESTED, ON_ORDER)
NOT_ACCEPTED = states(EXPECTED, RECEIVED)
"""Ordered or delivered, and not taken over: it may go back to who sold it."""
USABLE = states(IN_SERVICE, SPARE, LOANED_OUT)
STOPPED = states(IN_REPAIR, DO_NOT_USE)
HELD = states(RECEIVED, INSPECTION, USABLE, STOPPED, QUARANTINED)
ENDED = states(RETURNED, DISPOSED)
MAINTAINED = states(IN_SERVICE, SPARE, LOANED_OUT, IN_REPAIR, MISSING)
"""Statuses that count in the denominator of planned maintenance (domain 3.1)."""
AFTER_WORK = states(INSPECTION, STOPPED)
ARRIVALS = states(REQUESTED, ON_ORDER, RECEIVED, INSPECTION, IN_SERVICE, SPARE)
"""Statuses a thing may have when it enters the inventory."""

CHECKED = ("checked_on", "checked_by")
"""The facts of a passed check: the day, and who did it (domain 3.6, before use and after repair)."""

LIFECYCLE: Final = Lifecycle(
    initial=REQUESTED,
    states=(
        REQUESTED,
        ON_ORDER,
        RECEIVED,
        INSPECTION,
        IN_SERVICE,
        SPARE,
        LOANED_OUT,
        IN_REPAIR,
        DO_NOT_USE,
        QUARANTINED,
        MISSING,
        RETIRED,
        RETURNED,
        DISPOSED,
    ),
    transitions=(
        Transition("order", states(REQUESTED), ON_ORDER, "asset.edit"),
        Transition("receive", EXPECTED, RECEIVED, "asset.edit"),
        Transition("inspect", states(RECEIVED), INSPECTION, "asset.edit"),
        Transition("put_in_service", AFTER_WORK, IN_SERVICE, "asset.release", CHECKED, (), CLINICAL),
        Transition("put_in_service", AFTER_WORK, IN_SERVICE, "asset.edit", (), (), INFRASTRUCTURE),
        Transition("put_in_service", states(SPARE), IN_SERVICE, "asset.edit"),
        Transition("make_spare", AFTER_WORK, SPARE, "asset.release", CHECKED, (), CLINICAL),
        Transition("make_spare", AFTER_WORK, SPARE, "asset.edit", (), (), INFRASTRUCTURE),
        Transition("make_spare", states(IN_SERVICE), SPARE, "asset.edit"),
        Transition("lend", states(IN_SERVICE, SPARE), LOANED_OUT, "asset.edit", ("party", "return_on")),
        Transition("take_back", states(LOANED_OUT), SPARE, "asset.edit"),
        Transition("repair", states(USABLE, DO_NOT_USE, INSPECTION), IN_REPAIR, "asset.edit", ("reason",)),
        Transition("repair", states(QUARANTINED), IN_REPAIR, "asset.release", ("reason",)),
        Transition("tag_out", states(USABLE, IN_REPAIR), DO_NOT_USE, "asset.edit", ("reason",)),
        Transition("quarantine", HELD - {QUARANTINED}, QUARANTINED, "asset.edit", ("reason",)),
        Transition("release", states(QUARANTINED), IN_SERVICE, "asset.release", ("reason", *CHECKED)),
        Transition("report_missing", HELD, MISSING, "asset.edit", ("reason",)),
        Transition("find", states(MISSING), BACK, "asset.edit"),
        Transition("retire", states(HELD, MISSING), RETIRED, "asset.edit", ("reason",)),
        Transition("reinstate", states(RETIRED), INSPECTION, "asset.manage", ("reason",)),
        Transition("return_to_owner", states(EXPECTED, HELD, RETIRED), RETURNED, "asset.edit", ("reason",)),
        Transition("dispose", states(RETIRED), DISPOSED, "asset.edit", ("reason",)),
    ),
)

LEAVES_THE_HOUSE: Final = frozenset({"return_to_owner", "dispose"})
"""Steps that pass the gate of `rules.custody`; a repair does so when it sends the thing to a vendor."""


def status_when_found(before: str, asset_class: str) -> str:
    """The status of a thing that was missing: what stopped it before still holds, a device is inspected first."""
    if before in STOPPED | {QUARANTINED, RECEIVED, INSPECTION}:
        return before
    return INSPECTION if asset_class in CLINICAL else SPARE


def goes_back(verb: str, status: str, *, is_borrowed: bool) -> bool:
    """May the step be taken as to whose the thing is? Only what a vendor owns is returned; what is ours is disposed of.

    `is_borrowed` says that it is noted as a loaner or a rental.
    """
    return verb != "return_to_owner" or is_borrowed or status in NOT_ACCEPTED
