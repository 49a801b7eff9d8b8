"""An address that takes deliveries on the loopback, and subscriptions to it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from hospital_itsm.people.models import User
from hospital_itsm.webhooks.actions.subscriptions import add_subscription
from hospital_itsm.webhooks.models import Subscription
from tests.world import World, again

HOST = "127.0.0.1"


@dataclass
class Receiver:
    """What came in, and what is answered: `status`, or each of `then` first."""

    address: str = ""
    status: int = 204
    words: bytes = b""
    then: list[int] = field(default_factory=list)
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def bodies(self) -> list[dict[str, Any]]:
        """The deliveries, read."""
        return [json.loads(body) for _headers, body in self.taken]

    def ids(self) -> list[str]:
        """The objects that were told of, in order."""
        return [one["id"] for body in self.bodies() for one in body["changes"]]

    def keys(self) -> list[str]:
        """The ids of the deliveries as the header says them."""
        return [headers["X-Desk-Delivery"] for headers, _body in self.taken]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listen until the end of the block."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.taken.append((dict(self.headers), body))
            self.send_response(receiver.then.pop(0) if receiver.then else receiver.status)
            if self.path == "/moved":
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(receiver.words)

        def log_message(self, *arguments: object) -> None:
            """Keep the output of the tests clean."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    receiver.address = f"http://{HOST}:{server.server_address[1]}/in"
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def subscribed(
    world: World, address: str, account: User | None = None, kinds: tuple[str, ...] = ("ticket",), **more: Any
) -> Subscription:
    """A subscription made by the administrator, who is moved to another account's eyes where one is given."""
    fields = {"name": "Monitoring", "address": address, "kinds": list(kinds), "account": world.administrator}
    row, _secret = add_subscription(
        actor=again(world.administrator), fields={**fields, **more}, reason="For the monitoring"
    )
    Subscription.objects.filter(pk=row.pk).update(account=account or world.agent)
    return Subscription.objects.select_related("account__owner").get(pk=row.pk)
