"""The tables of the desk's tools."""

from hospital_itsm.desk.models.view import SavedView, ViewChoice

__all__ = ["SavedView", "ViewChoice"]
