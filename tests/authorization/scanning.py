"""Who scans and prints labels."""

from tests.authorization.assets import LISTED, READS_ALL, READS_ITS_UNIT, posts
from tests.authorization.table import Case, all_get

CASES = [
    Case("assets:scan", "/scan/", LISTED),
    posts("scan", "/scan/", {"code": "LR-20417"}, all_get(302, *READS_ITS_UNIT), "own unit"),
    posts(
        "scan", "/scan/", {"code": "WS-1001"}, {**all_get(302, *READS_ALL), "charge_nurse": 200}, "elsewhere"
    ),
    Case("assets:labels", "/assets/labels/", LISTED),
    posts("labels", "/assets/labels/", {"tags": "LR-20417", "stock": "roll"}, LISTED, "own unit"),
    posts(
        "labels",
        "/assets/labels/",
        {"tags": "WS-1001", "stock": "roll"},
        {**all_get(200, *READS_ALL), "charge_nurse": 422},
        "elsewhere",
    ),
]
