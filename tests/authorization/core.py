"""Preferences of a device."""

from tests.authorization.table import Case

CASES = [
    Case(
        "core:theme",
        "/theme/",
        method="POST",
        data={"theme": "dark"},
        others=302,
        anonymous=302,
        is_open=True,
    ),
    Case("core:theme", "/theme/", others=405, anonymous=405),
]
