"""openFDA's two data sets of device recalls as one notice (domain/3 §3.5.2).

`device/enforcement` has the class, `device/recall` the product code, the cause and what customers shall do; the
Z-number joins them. A row that cannot be read is reported with its number and leaves the others alone.
"""

from assets.rules.openfda.notice import FirmStatus, Notice, RecallClass, Source, joined
from assets.rules.openfda.reading import Fault, Reading, RowFault, Unreadable, is_number, read

__all__ = [
    "Fault", "FirmStatus", "Notice", "Reading", "RecallClass", "RowFault", "Source", "Unreadable", "is_number",
    "joined", "read",
]  # fmt: skip
