"""How statuses and risks look: a mark and words."""

from typing import Any, Final

from assets.choices import AssetStatus
from assets.filters import RISKS

MARKS: Final = {
    AssetStatus.REQUESTED: "new",
    AssetStatus.ON_ORDER: "new",
    AssetStatus.RECEIVED: "new",
    AssetStatus.INSPECTION: "prog",
    AssetStatus.IN_SERVICE: "done",
    AssetStatus.SPARE: "done",
    AssetStatus.LOANED_OUT: "wait",
    AssetStatus.IN_REPAIR: "prog",
    AssetStatus.DO_NOT_USE: "bad",
    AssetStatus.QUARANTINED: "bad",
    AssetStatus.MISSING: "warn",
    AssetStatus.RETIRED: "wait",
    AssetStatus.RETURNED: "none",
    AssetStatus.DISPOSED: "none",
}


def status_mark(status: str) -> str:
    """The kind of the status's mark."""
    return MARKS[AssetStatus(status)]


def risk_words(asset: Any) -> list[str]:
    """The risks of an asset in words."""
    return [str(words) for name, words in RISKS.items() if getattr(asset, name)]
