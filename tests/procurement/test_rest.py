"""Purchases over REST, and the feed that tells them."""

import threading
from decimal import Decimal

import pytest
from django.db import connections
from django.utils import timezone

from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.core.errors import Refused
from hospital_itsm.procurement.actions.receipts import receive_goods
from hospital_itsm.procurement.models import OptionLine, Purchase, Receipt, ReceiptLine
from tests.api.rest import Rest, problem
from tests.feed.test_kinds import told
from tests.procurement import cast
from tests.world import World, again

D = Decimal


@pytest.fixture
def manager(world: World) -> Rest:
    """The vendor manager's token."""
    return Rest(world.vendor_manager)


def test_the_whole_way_over_rest(world: World, manager: Rest) -> None:
    line = cast.line(world)
    wish = {
        "title": "Switches", "need": "They lose power.", "domain": "infrastructure", "line": line.pk,
        "interest": "none", "phi_access": "no",
    }  # fmt: skip
    problem(manager.send("POST", "purchases/", {**wish, "status": "approved"}), 400, "unknown-input")
    problem(manager.send("POST", "purchases/", {**wish, "need": "MRN 00482913"}), 409, "phi-suspected")
    assert not Purchase.objects.exists()
    made = manager.send("POST", "purchases/", wish)
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    here = f"purchases/{made.json()['number']}/"
    offer = {
        "vendor": world.vendor.name, "currency": "USD", "extra": "0.50",
        "lines": [{"what": "Switch", "quantity": 2, "unit_price": "10.25", "asset_class": "network_device"}],
    }  # fmt: skip
    problem(manager.send("POST", f"{here}options/", offer, If_Match='"7"'), 412, "stale-version")
    whole = manager.send("POST", f"{here}options/", offer, If_Match='"1"').json()
    assert [(one["amount"], one["lines"][0]["amount"]) for one in whole["options"]] == [("21.00", "20.50")]
    option = whole["options"][0]["id"]
    manager.send("POST", f"{here}actions/choose/", {"option": option, "memo": "The only one."}, If_Match="*")
    waiting = manager.send("POST", f"{here}actions/submit/", {}, If_Match="*").json()
    assert (waiting["status"], waiting["amount"], waiting["vendor"]) == (
        "in_review",
        "21.00",
        world.vendor.name,
    )
    problem(
        manager.send("POST", f"{here}actions/order/", {"order_number": "PO-1"}, If_Match="*"),
        409,
        "illegal-transition",
    )
    approval = ApprovalRequest.objects.get(kind="purchase").pk
    Rest(world.it_manager).send(
        "POST", f"approvals/{approval}/actions/decide/", {"verdict": "approve"}, If_Match="*"
    )
    ordered = manager.send("POST", f"{here}actions/order/", {"order_number": "PO-1"}, If_Match="*").json()
    assert (ordered["status"], ordered["ordered_on"]) == ("ordered", timezone.localdate().isoformat())
    piece = ordered["options"][0]["lines"][0]["id"]
    short = manager.send(
        "POST", f"{here}receipts/", {"lines": [{"line": piece, "quantity": 3}]}, If_Match="*"
    )
    problem(short, 422, "value-refused")
    came = manager.send(
        "POST", f"{here}receipts/", {"lines": [{"line": piece, "quantity": 2}]}, If_Match="*"
    ).json()
    assert (came["status"], came["receipts"][0]["lines"][0]["unrecorded"]) == ("received", 2)
    place = f"{here}received/{came['receipts'][0]['lines'][0]['id']}/assets/"
    body = {"devices": [{"tag": "SW-1", "serial": "A"}, {"serial": "B"}]}
    problem(manager.send("POST", place, body, If_Match="*"), 403, "forbidden")
    tags = Rest(world.it_manager).send("POST", place, body, If_Match="*").json()["tags"]
    assert (tags[0], len(tags)) == ("SW-1", 2)
    assert manager.send("POST", f"{here}actions/close/", {}, If_Match="*").json()["status"] == "closed"
    assert [one["number"] for one in manager.get("purchases/?status=closed").json()["results"]] == [
        made.json()["number"]
    ]
    problem(manager.get("purchases/?color=red"), 400, "unknown-input")


@pytest.mark.django_db(transaction=True)
def test_the_feed_tells_a_purchase_to_its_readers_alone(world: World) -> None:
    made = cast.draft(world, None)
    assert {row["id"] for row in told(Rest(world.finance), "purchase")} == {made.number}
    problem(Rest(world.agent).get("changes?kind=purchase"), 403, "forbidden")


@pytest.mark.django_db(transaction=True)
def test_two_who_receive_the_last_pieces_at_once_do_not_receive_them_twice(world: World) -> None:
    made = cast.ordered(world, cast.line(world))
    switches = OptionLine.objects.filter(option=made.chosen_id).first()
    assert switches is not None
    start, refused = threading.Barrier(2), []

    def receive() -> None:
        try:
            start.wait()
            receive_goods(made.number, actor=again(world.it_manager), quantities={switches.pk: 3})
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    both = [threading.Thread(target=receive) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (Receipt.objects.count(), ReceiptLine.objects.get().quantity, len(refused)) == (1, 3, 1)
