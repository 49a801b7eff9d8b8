"""The tables of bulk changes."""

from hospital_itsm.bulk.models.change import BulkChange, BulkRow

__all__ = ["BulkChange", "BulkRow"]
