"""Who follows when a signed contract renews another: packages to the right carry over what stands on the old one.

successors.register(carry_over)   # (old, new, actor), inside the transaction of the signature
"""

from collections.abc import Callable
from typing import Any

Follower = Callable[[Any, Any, Any], None]
_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Call this when a contract is signed that renews another; the same one once."""
    if follower not in _followers:
        _followers.append(follower)


def follow(old: Any, new: Any, actor: Any) -> None:
    """Call all of them."""
    for follower in _followers:
        follower(old, new, actor)
