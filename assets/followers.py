"""What follows a step of an asset's life: apps to the right of assets act on it in the same transaction.

followers.register(open_privacy_ticket)   # (asset, verb, status before, actor, at); the asset is locked and changed
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

DATA_KNOWN: Final = "stores_phi"
"""Follows, besides the steps, when it becomes known of a missing thing whether it holds patient data."""
Follower = Callable[[Any, str, str, Any, datetime], None]
_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Call `follower` after every step; the same one counts once."""
    if follower not in _followers:
        _followers.append(follower)


def follow(asset: Any, verb: str, before: str, *, actor: Any, at: datetime) -> None:
    """Let everybody act on a step that was taken; what one of them refuses undoes the step."""
    for follower in _followers:
        follower(asset, verb, before, actor, at)
