"""Saved views for the pages whose statements are counted."""

from typing import Any

from hospital_itsm.desk.actions.choosing import choose
from hospital_itsm.desk.actions.views import save_view
from hospital_itsm.desk.models import SavedView
from tests.world import again


def viewed(scene: Any, address: str) -> str:
    """An address, after the agent saved as many views as there are tickets."""
    if not scene.saved_view:
        agent = again(scene.world.agent)
        for number in range(SavedView.objects.count(), len(scene.tickets)):
            row = save_view("all", {"care_area": ["ICU"]}, actor=agent, name=f"View {number}")
            choose(row, actor=agent, is_starred=True)
        scene.saved_view = SavedView.objects.latest("pk").pk
    return address.format(view=scene.saved_view)
