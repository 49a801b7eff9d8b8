"""Who writes the words of messages: administrators alone."""

from tests.authorization.table import Case
from tests.authorization.wording_scene import CHANGED

KIND = "ticket.assigned"
BASE, REST = "/setup/messages/", "/api/v1/message-wordings/"
OPENS, SAVES = {"administrator": 200}, {"administrator": 302}
NO_API = {"anonymous": 401, "others": 403}
ANY = {"If-Match": "*"}
WORDS = {"subject": "{{ ticket }} waits for you"}
FORM = {**WORDS, "body": "", "reason": "For the matrix", "version": "0"}
REASON = {"reason": "For the matrix"}


CASES = [
    Case("messaging:wordings", BASE, OPENS),
    Case("messaging:wording", f"{BASE}{KIND}/", OPENS),
    Case("messaging:wording", f"{BASE}{KIND}/", SAVES, method="POST", data=FORM),
    Case(
        "messaging:wording", f"{BASE}{KIND}/", OPENS, method="POST", data={**FORM, "do": "look"}, about="look"
    ),
    Case(
        "messaging:wording", f"{BASE}{KIND}/", OPENS, method="POST", data={**FORM, "do": "try"}, about="test"
    ),
    Case(
        "messaging:reset",
        f"{BASE}{CHANGED}/shipped/",
        SAVES,
        method="POST",
        data={**REASON, "version": "1"},
    ),
    Case("messaging:version", f"{BASE}{CHANGED}/versions/1/", OPENS),
    Case("api:message_wordings", REST, OPENS, **NO_API),  # type: ignore[arg-type]
    Case("api:message_wording", f"{REST}{KIND}/", OPENS, **NO_API),  # type: ignore[arg-type]
    Case(
        "api:message_wording",
        f"{REST}{KIND}/",
        OPENS,
        method="PUT",
        data={**WORDS, **REASON},
        headers=ANY,
        **NO_API,  # type: ignore[arg-type]
    ),
    Case(
        "api:reset_wording",
        f"{REST}{CHANGED}/reset/",
        OPENS,
        method="POST",
        data=REASON,
        headers=ANY,
        **NO_API,  # type: ignore[arg-type]
    ),
    Case(
        "api:try_wording",
        f"{REST}{KIND}/try/",
        {"administrator": 204},
        method="POST",
        data=WORDS,
        **NO_API,  # type: ignore[arg-type]
    ),
    Case(
        "api:wording_versions",
        f"{REST}{CHANGED}/versions/",
        OPENS,
        **NO_API,  # type: ignore[arg-type]
    ),
]
