"""Agreements, gaps and exceptions over REST."""

from typing import Any

import pytest

from tests.api.rest import Rest, problem
from tests.vendors import cast
from tests.world import World
from vendors.models import Baa, BaaOverride

SIGNED: dict[str, Any] = {
    "vendor": "Northlight Networks",
    "executed_on": "2025-06-20",
    "effective_on": "2025-07-01",
    "expires_on": "2040-06-30",
}
REASON = "The pump library server is down and the ICU waits."


@pytest.fixture
def privacy(world: World) -> Rest:
    """The privacy officer's token."""
    return Rest(world.privacy)


def test_an_agreement_is_written_read_and_changed_with_its_version(world: World, privacy: Rest) -> None:
    sent = {
        **SIGNED,
        "owner": "martin.ekland",
        "provisions": {"reports": "no", "safeguards": "yes"},
        "subcontractors": [{"name": "Night Readers", "country": "IN", "is_bound": "no"}],
    }
    made = privacy.send("POST", "baas/", sent)
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    data = made.json()
    assert (data["state"], data["lacks"], data["provisions"]["safeguards"]) == ("active", ["reports"], "yes")
    assert data["subcontractors"] == [
        {"name": "Night Readers", "country": "IN", "is_bound": "no", "is_offshore": True}
    ]
    path = f"baas/{data['id']}/"
    problem(privacy.send("PATCH", path, {"note": "x"}), 428, "precondition-required")
    problem(privacy.send("PATCH", path, {"note": "x"}, If_Match='"7"'), 412, "stale-version")
    changed = privacy.send("PATCH", path, {"provisions": {"reports": "yes"}}, If_Match='"1"').json()
    assert (changed["lacks"], changed["version"], len(changed["subcontractors"])) == ([], 2, 1)
    assert privacy.get(path).json() == changed
    problem(privacy.send("POST", "baas/", {**SIGNED, "replaced_on": "2026-01-01"}), 400, "unknown-input")
    problem(privacy.send("POST", "baas/", {**SIGNED, "expires_on": "2024-01-01"}), 422, "value-refused")
    assert Baa.objects.count() == 1


def test_a_renewal_and_an_end_over_rest(world: World, privacy: Rest) -> None:
    first = privacy.send("POST", "baas/", SIGNED).json()["id"]
    later = {name: value for name, value in SIGNED.items() if name != "vendor"}
    renewed = privacy.send(
        "POST", f"baas/{first}/renewal/", {**later, "effective_on": "2026-01-01"}, If_Match="*"
    )
    assert (renewed.status_code, renewed.json()["succeeds"]) == (201, first)
    problem(
        privacy.send("POST", f"baas/{first}/termination/", {"reason": "Sold"}, If_Match="*"), 409, "conflict"
    )
    ended = privacy.send(
        "POST", f"baas/{renewed.json()['id']}/termination/", {"reason": "Sold"}, If_Match='"1"'
    ).json()
    assert (ended["state"], ended["version"]) == ("terminated", 2)
    shown = privacy.get("baas/?state=replaced").json()["results"]
    assert [row["id"] for row in shown] == [first]
    assert privacy.get("baas/").json()["results"] == []


def test_pages_of_the_register_follow_each_other(world: World, privacy: Rest) -> None:
    made = [
        privacy.send("POST", "baas/", {**SIGNED, "expires_on": f"204{n}-01-01"}).json()["id"]
        for n in range(3)
    ]
    page = privacy.get("baas/?limit=2").json()
    rest = privacy.get(f"baas/?limit=2&cursor={page['next']}").json()
    assert [row["id"] for row in [*page["results"], *rest["results"]]] == made
    assert rest["next"] is None


def test_gaps_and_standings_are_read(world: World, privacy: Rest) -> None:
    pumps = cast.vendor(world, "Ashgrove Infusion")
    cast.contract(world, "C-1015", vendor=pumps, phi_access="yes")
    assert privacy.get("baa_gaps/?standing=missing").json()["results"] == [
        {
            "id": pumps.pk,
            "vendor": "Ashgrove Infusion",
            "baa_standing": "missing",
            "contract_says_yes": True,
            "contract_says_no": False,
            "inventory_says_yes": False,
        }
    ]
    assert [row["name"] for row in privacy.get("vendors/?baa=missing").json()["results"]] == [
        "Ashgrove Infusion"
    ]
    assert privacy.get("vendors/Ashgrove%20Infusion/").json()["baa_standing"] == "missing"
    problem(privacy.get("baa_gaps/?standing=covered"), 400, "unknown-input")


def test_an_exception_is_made_and_ended_by_officers_alone(world: World, privacy: Rest) -> None:
    sent = {"vendor": "Northlight Networks", "purpose": "purchase", "reason": REASON}
    problem(Rest(world.vendor_manager).send("POST", "baa_exceptions/", sent), 403, "forbidden")
    assert not BaaOverride.objects.exists()
    made = privacy.send("POST", "baa_exceptions/", sent).json()
    assert (made["purpose"], made["made_by"], made["ended_by"]) == ("purchase", world.privacy.username, None)
    assert [row["id"] for row in privacy.get("baa_exceptions/?lasting=yes").json()["results"]] == [made["id"]]
    ended = Rest(world.security).send("POST", f"baa_exceptions/{made['id']}/end/", {}).json()
    assert ended["ended_by"] == world.security.username
    assert privacy.get("baa_exceptions/?lasting=yes").json()["results"] == []
    assert [row["id"] for row in privacy.get("baa_exceptions/").json()["results"]] == [made["id"]]
