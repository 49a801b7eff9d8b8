"""Saved views for the pages whose statements are counted."""

from typing import Any

from assets.models import Asset, Service
from hospital_itsm.desk.actions.choosing import choose
from hospital_itsm.desk.actions.views import save_view
from hospital_itsm.desk.models import SavedView
from hospital_itsm.desk.rules.columns import CODES, written
from tests.world import again
from tickets.models import Ticket


def viewed(scene: Any, address: str) -> str:
    """An address, after the agent saved as many views as there are tickets."""
    if not scene.saved_view:
        agent = again(scene.world.agent)
        for number in range(SavedView.objects.count(), len(scene.tickets)):
            row = save_view("all", {"care_area": ["ICU"]}, actor=agent, name=f"View {number}")
            choose(row, actor=agent, is_starred=True)
        scene.saved_view = SavedView.objects.latest("pk").pk
    return address.format(view=scene.saved_view)


def in_table(scene: Any) -> str:
    """All tickets in a table with every column, each with a service and a device."""
    if not hasattr(scene, "in_table"):
        Ticket.objects.update(service=Service.objects.earliest("pk"), asset=Asset.objects.earliest("pk"))
        scene.in_table = True
    return f"/queue/v/all/?layout=table&columns={written(CODES)}"


PAGES: dict[str, tuple[Any, ...]] = {
    "queue-table": ("agent", in_table),
    "queue-table-every": ("agent", lambda scene: in_table(scene).replace("/all/", "/every/")),
    "queue-searched": ("agent", lambda scene: "/queue/v/all/?q=wristbands"),
    "queue-look": ("agent", lambda scene: "/queue/look/?base=all"),
}
"""Who opens which page, and its ceiling."""
