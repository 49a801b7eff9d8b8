"""Tables of vendor clocks."""

from hospital_itsm.underpinning.models.promise import Promise
from hospital_itsm.underpinning.models.task import VendorClock, VendorTask

__all__ = ["Promise", "VendorTask", "VendorClock"]
