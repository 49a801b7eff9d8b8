"""The table of splits."""

from hospital_itsm.splitting.models.split import Split

__all__ = ["Split"]
