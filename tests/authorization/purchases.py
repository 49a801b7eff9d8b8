"""Who reads purchases, asks for them, orders, receives, and makes assets of what came."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import HERE
from tests.authorization.budgets import READS_MONEY
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get

READS_PURCHASES = READS_MONEY
ASKS = ("it_manager", "htm_manager", "vp_infrastructure", "vp_applications", "cio", "vendor_manager")
ORDERS = ("vendor_manager", "finance")
RECEIVES = ("it_manager", "htm_manager", "vendor_manager")
RECORDS = ("it_manager", "htm_manager")
EDITS_ASSETS = (
    "agent", "second_agent", "analyst", "technician", "network_engineer", "biomed", "lead", "euc_lead", "duty_manager",
    "security_member", "integration",
)  # fmt: skip
"""They keep assets and see no purchase."""
READS = all_get(200, *READS_PURCHASES)
NOT_THEIRS = ("it_manager", "htm_manager", "vp_infrastructure", "vp_applications", "cio")
WISH = {"title": "Scanners", "need": "Two are broken.", "domain": "infrastructure"}
OFFER = {"currency": "USD", "quote_number": "Q-1"}
LINE = {"what": "Cable", "quantity": "2", "unit_price": "7.25"}
REASON = {"reason": "Not this year"}
REST = f"{HERE}purchases/"


def editors(status: int) -> dict[str, int]:
    """Who asked and who orders get this; others who ask for purchases are forbidden."""
    return {**all_get(status, *ORDERS), **all_get(403, *NOT_THEIRS)}


def at(which: str, suffix: str = "", root: str = "/purchases/") -> Callable[[Scene], str]:
    """An address of a purchase of the scene."""

    def address(scene: Scene) -> str:
        parts = {
            "option": scene.purchases.line.option_id,
            "line": scene.purchases.line.pk,
            "receipt": scene.purchases.receipt.pk,
            "came": scene.purchases.came.pk,
            "quote": scene.purchases.quote.pk,
        }
        return f"{root}{getattr(scene.purchases, which).number}/{suffix.format(**parts)}"

    return address


def page(name: str, path: object, who: Mapping[str, int], **data: Any) -> Case:
    """A form, or what is sent with one."""
    method = "POST" if data else "GET"
    return Case(f"procurement:{name}", path, who, method=method, data=data.get("data", {}))  # type: ignore[arg-type]


def rest(name: str, path: object, who: Mapping[str, int], data: object, method: str = "POST") -> Case:
    """A write over REST."""
    return Case(
        f"api:{name}",
        path,
        who,
        others=403,
        method=method,
        data=data,
        anonymous=401,
        headers={"If-Match": "*"},
    )  # type: ignore[arg-type]


def offer(scene: Scene) -> dict[str, Any]:
    """What the form of an option says."""
    return {**OFFER, "vendor": scene.world.vendor.pk}


def rest_offer(scene: Scene) -> dict[str, Any]:
    """The same over REST."""
    return {**OFFER, "vendor": scene.world.vendor.name}


def quote(scene: Scene) -> dict[str, Any]:
    """A file of an offer."""
    return {"file": SimpleUploadedFile("quote.pdf", b"%PDF-1.7 quote")}


def choice(scene: Scene) -> dict[str, Any]:
    """The option of the draft."""
    return {"option": scene.purchases.line.option_id, "memo": "It is cheaper."}


def rest_delivery(scene: Scene) -> dict[str, Any]:
    """The same over REST."""
    return {"lines": [{"line": scene.purchases.came.line_id, "quantity": 1}]}


def delivery(scene: Scene) -> dict[str, Any]:
    """One more piece of the order, today."""
    day = scene.purchases.receipt.received_on.isoformat()
    return {"received_on": day, f"line_{scene.purchases.came.line_id}": "1"}


def order(scene: Scene) -> dict[str, Any]:
    """An order of today."""
    return {"order_number": "PO-3", "ordered_on": scene.purchases.receipt.received_on.isoformat()}


CASES = [
    Case("procurement:purchases", "/purchases/", READS),
    page("purchase", at("ordered"), READS),
    page("new_purchase", "/purchases/new/", all_get(200, *ASKS)),
    page("new_purchase", "/purchases/new/", all_get(302, *ASKS), data=WISH),
    page("edit_purchase", at("draft", "edit/"), editors(200)),
    page("edit_purchase", at("draft", "edit/"), editors(302), data=WISH),
    page("copy_purchase", at("ordered", "copy/"), all_get(302, *ASKS), data={}),
    page("submit_purchase", at("draft", "submit/"), editors(302), data={}),
    page("withdraw_purchase", at("waiting", "withdraw/"), editors(200)),
    page("withdraw_purchase", at("waiting", "withdraw/"), editors(302), data=REASON),
    page("order_purchase", at("approved", "order/"), all_get(200, *ORDERS)),
    page("order_purchase", at("approved", "order/"), all_get(302, *ORDERS), data=order),
    page("close_purchase", at("ordered", "close/"), all_get(200, *ORDERS)),
    page("close_purchase", at("ordered", "close/"), all_get(302, *ORDERS), data=REASON),
    page("cancel_purchase", at("draft", "cancel/"), editors(200)),
    page("cancel_purchase", at("draft", "cancel/"), editors(302), data=REASON),
    page("choose_option", at("draft", "choose/"), editors(200)),
    page("choose_option", at("draft", "choose/"), editors(302), data=choice),
    page("new_option", at("draft", "options/new/"), editors(200)),
    page("new_option", at("draft", "options/new/"), editors(302), data=offer),
    page("edit_option", at("draft", "options/{option}/edit/"), editors(200)),
    page("edit_option", at("draft", "options/{option}/edit/"), editors(302), data=offer),
    page("remove_option", at("draft", "options/{option}/remove/"), editors(302), data={}),
    page("new_file", at("draft", "options/{option}/files/new/"), editors(200)),
    page("new_file", at("draft", "options/{option}/files/new/"), editors(302), data=quote),
    page("quote_file", at("draft", "files/{quote}/"), READS),
    page("remove_file", at("draft", "files/{quote}/remove/"), editors(302), data={}),
    page("new_line", at("draft", "options/{option}/lines/new/"), editors(200)),
    page("new_line", at("draft", "options/{option}/lines/new/"), editors(302), data=LINE),
    page("edit_line", at("draft", "lines/{line}/edit/"), editors(200)),
    page("edit_line", at("draft", "lines/{line}/edit/"), editors(302), data=LINE),
    page("remove_line", at("draft", "lines/{line}/remove/"), editors(302), data={}),
    page("receive_goods", at("ordered", "receive/"), all_get(200, *RECEIVES)),
    page("receive_goods", at("ordered", "receive/"), all_get(302, *RECEIVES), data=delivery),
    page("take_back_receipt", at("ordered", "receipts/{receipt}/take-back/"), all_get(200, *RECEIVES)),
    page(
        "take_back_receipt",
        at("ordered", "receipts/{receipt}/take-back/"),
        all_get(302, *RECEIVES),
        data=REASON,
    ),
    page(
        "record_assets",
        at("ordered", "received/{came}/assets/"),
        {**all_get(403, *READS_PURCHASES), **all_get(200, *RECORDS)},
    ),
    page(
        "record_assets",
        at("ordered", "received/{came}/assets/"),
        {**all_get(403, *READS_PURCHASES), **all_get(302, *RECORDS)},
        data={"devices": "- SN-1"},
    ),
    rest_reads("purchases", "purchases/", READS_PURCHASES),
    Case("api:purchase", at("ordered", "", REST), READS, others=403, anonymous=401),
    rest("purchases", REST, all_get(201, *ASKS), WISH),
    rest("purchase", at("draft", "", REST), editors(200), {"title": "Routers"}, "PATCH"),
    rest("purchase_copy", at("ordered", "actions/copy/", REST), all_get(201, *ASKS), {}),
    rest("purchase_choose", at("draft", "actions/choose/", REST), editors(200), choice),
    rest("purchase_submit", at("draft", "actions/submit/", REST), editors(200), {}),
    rest("purchase_withdraw", at("waiting", "actions/withdraw/", REST), editors(200), REASON),
    rest(
        "purchase_order",
        at("approved", "actions/order/", REST),
        all_get(200, *ORDERS),
        {"order_number": "PO-3"},
    ),
    rest("purchase_close", at("ordered", "actions/close/", REST), all_get(200, *ORDERS), REASON),
    rest("purchase_cancel", at("draft", "actions/cancel/", REST), editors(200), REASON),
    rest("purchase_options", at("draft", "options/", REST), editors(201), rest_offer),
    rest("purchase_option", at("draft", "options/{option}/", REST), editors(200), {"notes": "Slow"}, "PATCH"),
    rest("purchase_option", at("draft", "options/{option}/", REST), editors(200), {}, "DELETE"),
    rest("purchase_option_files", at("draft", "options/{option}/files/", REST), editors(415), {}),
    Case("api:purchase_file", at("draft", "files/{quote}/", REST), READS, others=403, anonymous=401),
    rest("purchase_file", at("draft", "files/{quote}/", REST), editors(200), {}, "DELETE"),
    rest(
        "purchase_lines",
        at("draft", "options/{option}/lines/", REST),
        editors(201),
        {"what": "Cable", "quantity": 2, "unit_price": "7.25"},
    ),
    rest("purchase_line", at("draft", "lines/{line}/", REST), editors(200), {"quantity": 3}, "PATCH"),
    rest("purchase_line", at("draft", "lines/{line}/", REST), editors(200), {}, "DELETE"),
    rest("purchase_receipts", at("ordered", "receipts/", REST), all_get(201, *RECEIVES), rest_delivery),
    rest(
        "purchase_receipt_back",
        at("ordered", "receipts/{receipt}/actions/take_back/", REST),
        all_get(200, *RECEIVES),
        REASON,
    ),
    rest(
        "purchase_received_assets",
        at("ordered", "received/{came}/assets/", REST),
        {**all_get(404, *EDITS_ASSETS), **all_get(201, *RECORDS)},
        {"devices": [{"serial": "SN-1"}]},
    ),
]
