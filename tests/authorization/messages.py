"""The bell, and the addresses for machines that watch the product."""

from tests.authorization.table import EVERYBODY, Case, all_get

CASES = [
    Case("outbox:bell", "/bell/", all_get(200, *EVERYBODY)),
    Case("outbox:bell", "/bell/", method="POST", others=405),
    Case("outbox:read", "/bell/read/", all_get(302, *EVERYBODY), method="POST"),
    Case("outbox:read", "/bell/read/", others=405),
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
