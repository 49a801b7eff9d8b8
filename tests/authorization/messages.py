"""The bell, and the addresses for machines that watch the product."""

from tests.authorization.api_rest import reads
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.table import EVERYBODY, Case, all_get

PEOPLE = tuple(who for who in EVERYBODY if who != "integration")

CASES = [
    Case("outbox:bell", "/bell/", all_get(200, *EVERYBODY)),
    Case("outbox:bell", "/bell/", method="POST", others=405),
    Case("outbox:read", "/bell/read/", all_get(302, *EVERYBODY), method="POST"),
    Case("outbox:read", "/bell/read/", others=405),
    reads("my_messages", "me/messages/", EVERYBODY),
    Case(
        "api:read_my_messages", f"{HERE}me/messages/read/", others=200, method="POST", data={}, anonymous=401
    ),
    reads("my_telling", "me/telling/", PEOPLE),
    Case(
        "api:my_telling",
        f"{HERE}me/telling/",
        all_get(200, *PEOPLE),
        others=403,
        method="PATCH",
        data={"quiet_from": "22:00", "quiet_until": "06:00"},
        anonymous=401,
        headers=ANY,
    ),
    Case("health:process", "/healthz", others=200, anonymous=200),
    Case("health:ready", "/readyz", others=200, anonymous=200),
    Case("health:metrics", "/metrics", others=200, anonymous=200, about="from this machine"),
    Case(
        "health:metrics",
        "/metrics",
        others=404,
        anonymous=404,
        headers={"X-Forwarded-For": "10.4.5.6"},
        about="through a proxy",
    ),
]
