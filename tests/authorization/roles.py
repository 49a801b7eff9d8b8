"""Who reads which role may do what: those who manage people."""

from tests.authorization.table import Case

SHOWN = {"administrator": 200}
CASES = [
    Case("setup:roles", "/setup/roles/", SHOWN),
    Case("setup:roles", "/setup/roles/?q=an", SHOWN, about="looking a person up"),
    Case("setup:role", "/setup/roles/privacy/", SHOWN),
    Case("setup:may", lambda scene: f"/setup/people/{scene.world.agent.pk}/may/", SHOWN),
]
