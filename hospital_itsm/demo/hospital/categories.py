"""Which category each text of the demo's tickets belongs to."""

from typing import Final

TEXT_CATEGORIES: Final = {
    "backup.fail": "srv.backup",
    "dw.report": "data.report",
    "dw.feed": "data.feed",
    "ehr.optimization": "app.ehr.optimization",
    "print.label": "euc.label",
    "print.office": "euc.print",
    "procure.software": "vendor.purchase",
}
"""Categories of the sixty texts (domain 8.7) that the taxonomy names otherwise."""
