"""The recall notices of the demo hospital (domain 8.4): firms and products are invented."""

from typing import Any, Final

PUMPS: Final[dict[str, Any]] = {
    "number": "Z-9001-2026",
    "event": "99001",
    "source": "letter",
    "kind": "recall",
    "recall_class": "I",
    "firm_status": "ongoing",
    "firm": "Ashgrove Infusion (fictional)",
    "description": "IX-4 large volume pump, REF IX4-100, UDI-DI 09520000010010",
    "codes": "Lot 23K01 through 23K19; serial numbers IX4-230100 to IX4-230899; software version 3.2 and prior",
    "product_code": "FRN",
    "reason": "Door latch sensor may fail, allowing unintended bolus.",
    "action": (
        "Stop use of affected pumps where a replacement is at hand. Do not open the door while a line is connected. "
        "Ashgrove replaces the latch in place. Return the acknowledgment form within five days."
    ),
}
DIALYSIS: Final[dict[str, Any]] = {
    "number": "Z-9002-2026",
    "event": "99002",
    "source": "alert_service",
    "kind": "correction",
    "recall_class": "II",
    "firm_status": "ongoing",
    "firm": "Nethercote Renal",
    "description": "HD3 hemodialysis machine, Model HD3, UDI-DI 09520000010232",
    "codes": "Software version 4.1.2 and prior",
    "product_code": "KDI",
    "reason": "After a power failure the alarm volume may return to its lowest step.",
    "action": "Install software 4.2.0. Until then set the alarm volume at the start of each treatment.",
}
MONITORS: Final[dict[str, Any]] = {
    "reference": "KM-FSN-26-014",
    "source": "letter",
    "kind": "safety_alert",
    "firm": "Kestwyck Monitoring Inc.",
    "description": "Bedside monitor M8, Model M8",
    "codes": "Serial numbers: see attached list",
    "reason": "The battery of some monitors may swell.",
    "action": "Look at the back of each monitor. Call Kestwick for a new battery where the cover is raised.",
}
NOT_OURS: Final[tuple[dict[str, Any], ...]] = (
    {
        "recall_number": "Z-9011-2026",
        "event_id": "99011",
        "classification": "Class II",
        "status": "Ongoing",
        "recalling_firm": "Quarryside Orthopedics (fictional)",
        "product_description": "Hip stem, cementless, REF QS-2210",
        "code_info": "Lot 7741",
        "reason_for_recall": "Wrong size on the label.",
        "report_date": "20261104",
    },
    {
        "recall_number": "Z-9012-2026",
        "event_id": "99012",
        "classification": "Class III",
        "status": "Ongoing",
        "recalling_firm": "Fernbrook Gloves (fictional)",
        "product_description": "Examination gloves, nitrile, size M",
        "code_info": "All lots",
        "reason_for_recall": "The box names another thickness.",
        "report_date": "20261111",
    },
)
