"""Calls and ward computers for the pages whose statements are counted."""

from typing import Any


def call(scene: Any) -> str:
    """The screen of a call by the person who reported all tickets."""
    return f"/t/new/?phone={scene.world.requester.phone}"


PAGES: dict[str, tuple[str, Any, str]] = {
    "new-ticket": ("agent", call, "detail"),
}
