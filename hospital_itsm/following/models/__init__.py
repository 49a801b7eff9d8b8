"""What people follow."""

from hospital_itsm.following.models.follow import Follow

__all__ = ["Follow"]
