"""Macros for the pages whose statements are counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from hospital_itsm.macros.models import Macro


def _stored(scene: Any) -> None:
    """Store missing macros so that there are as many for everyone, and of the agent's own, as there are tickets."""
    for owner in (None, scene.world.agent):
        there = Macro.objects.filter(owner=owner).count()
        Macro.objects.bulk_create(
            Macro(
                code=f"M-{owner.pk if owner else 0}-{number}",
                name=f"Macro {number}",
                owner=owner,
                team=None if owner else scene.world.team("EUC"),
                note="Ask for the label.",
            )
            for number in range(there, len(scene.tickets))
        )


def page(scene: Any, path: str) -> str:
    """An address, once the macros are there; `{key}` is a ticket, `{pk}` a macro for everyone, `{own}` one's own."""
    _stored(scene)
    shared, own = (Macro.objects.filter(owner=who).earliest("pk") for who in (None, scene.world.agent))
    return path.format(key=scene.tickets[0].key, pk=shared.pk, own=own.pk)


def _at(path: str) -> Callable[[Any], str]:
    return partial(page, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "macros-of-ticket": ("agent", _at("/t/{key}/macros/")),
    "macros-top": ("agent", _at("/t/{key}/macros/top/"), "list", True),
    "macro-preview": ("agent", _at("/t/{key}/macros/{pk}/"), "trial"),
    "my-macros": ("agent", _at("/me/macros/")),
    "my-macro": ("agent", _at("/me/macros/{own}/"), "detail"),
    "setup-macros": ("administrator", _at("/setup/macros/")),
    "setup-macro": ("administrator", _at("/setup/macros/{pk}/"), "detail"),
    "rest-macros": ("agent", _at("/api/v1/macros/")),
    "rest-macro": ("agent", _at("/api/v1/macros/{pk}/")),
    "rest-macro-preview": ("agent", _at("/api/v1/tickets/{key}/macros/{pk}/preview/"), "trial"),
}
"""Who opens which page, its ceiling, and whether it is a fragment."""
