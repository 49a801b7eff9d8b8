"""What people follow, where they are named, and what rests."""

from hospital_itsm.following.models.follow import Follow
from hospital_itsm.following.models.mention import Mention
from hospital_itsm.following.models.snooze import Snooze

__all__ = ["Follow", "Mention", "Snooze"]
