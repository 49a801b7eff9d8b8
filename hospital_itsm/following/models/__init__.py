"""What people follow, and where they are named."""

from hospital_itsm.following.models.follow import Follow
from hospital_itsm.following.models.mention import Mention

__all__ = ["Follow", "Mention"]
