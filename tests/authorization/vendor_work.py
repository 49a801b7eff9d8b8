"""Who notes cases with vendors, who asks for remote access, and who lets them in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.authorization.api_rest import posts as rest_posts
from tests.authorization.api_rest import reads as rest_reads
from tests.authorization.api_tickets import HERE
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, WORKERS, Case, all_get
from tests.authorization.vendors import vendor

WRITES = (*WORKERS, "vendor_manager")
LETS_IN = ("duty_manager", "it_manager", "htm_manager", "security")
READS, OPENS, SAVES = all_get(200, *DESK), all_get(200, *WRITES), all_get(302, *WRITES)
READS_SECURITY = ("security", "security_member", "privacy", "auditor")
"""They see the restricted ticket of the scene."""
ASKER = {"network_engineer": 302}
FORBIDS_ASKERS = all_get(403, *WRITES)
REASON = {"reason": "Not during rounds"}


def of(what: str, path: str) -> Callable[[Scene], str]:
    """An address with the key of a row of the scene."""
    return lambda scene: path.format(getattr(scene.vendor_work, what).pk)


def session(what: str, suffix: str = "") -> Callable[[Scene], str]:
    """A page of a session of the scene."""
    return of(what, f"/vendors/sessions/{{}}/{suffix}")


def case(suffix: str = "", what: str = "case") -> Callable[[Scene], str]:
    """A page of a case of the scene."""
    return of(what, f"/vendors/cases/{{}}/{suffix}")


def posts(name: str, path: object, data: object, who: dict[str, int], about: str = "") -> Case:
    """A form that is sent."""
    return Case(f"vendor_work:{name}", path, who, method="POST", data=data, about=about)  # type: ignore[arg-type]


def later(hours: int) -> str:
    """So many hours from now, on the hospital's clock, as a form sends it."""
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def request_form(scene: Scene) -> dict[str, Any]:
    """A request for remote access as the form sends it."""
    return {
        "person": scene.vendor_file.person.pk,
        "asset": scene.vendor_work.asked.asset.tag,
        "purpose": "Read the logs",
        "starts_at": later(0),
        "until_at": later(1),
    }


def request_body(scene: Scene) -> dict[str, Any]:
    """The same over REST."""
    at = timezone.now()
    hours = {"starts_at": at.isoformat(), "until_at": (at + timedelta(hours=1)).isoformat()}
    return {**request_form(scene), **hours}


def new_case(scene: Scene) -> dict[str, Any]:
    """A case as the form sends it."""
    return {
        "vendor": scene.world.vendor.pk, "number": "NL-10", "subject": "Slow roaming", "tickets": scene.ticket.key,
    }  # fmt: skip


def rest_case(scene: Scene) -> dict[str, Any]:
    """The same over REST."""
    return {**new_case(scene), "vendor": scene.world.vendor.name, "tickets": [scene.ticket.key]}


def step(verb: str, what: str, data: object, who: dict[str, int]) -> Case:
    """A step of a session over REST."""
    path = of(what, f"{HERE}remote_sessions/{{}}/actions/{verb}/")
    return rest_posts(f"{verb}_remote_session", path, data, who)  # type: ignore[arg-type]


def steps_of_case(name: str, suffix: str, what: str, data: object, status: int = 200) -> Case:
    """A step of a case over REST."""
    path = of(what, f"{HERE}vendor_cases/{{}}/{suffix}/")
    return rest_posts(name, path, data, all_get(status, *WRITES))  # type: ignore[arg-type]


WORD = {"speaker": "vendor", "text": "They look into it"}
OUTCOME = {"outcome": "A new firmware"}
CASES = [
    Case("vendor_work:sessions", "/vendors/sessions/", READS),
    Case("vendor_work:session", session("asked"), READS),
    Case("vendor_work:session", session("restricted"), all_get(200, *READS_SECURITY), about="restricted"),
    Case("vendor_work:new_session", "/vendors/sessions/new/", OPENS),
    posts("new_session", "/vendors/sessions/new/", request_form, SAVES),
    posts("approve_session", session("asked", "approve/"), {}, all_get(302, *LETS_IN)),
    Case("vendor_work:refuse_session", session("asked", "refuse/"), all_get(200, *LETS_IN)),
    posts("refuse_session", session("asked", "refuse/"), REASON, all_get(302, *LETS_IN)),
    posts("withdraw_session", session("asked", "withdraw/"), {}, {**FORBIDS_ASKERS, **ASKER}),
    posts("open_session", session("approved", "open/"), {}, SAVES),
    posts("open_session", session("asked", "open/"), {}, all_get(409, *WRITES), "not approved"),
    Case("vendor_work:extend_session", session("open", "extend/"), all_get(200, *LETS_IN)),
    posts(
        "extend_session", session("open", "extend/"), lambda scene: {"until_at": later(5)}, all_get(302, *LETS_IN)
    ),
    Case("vendor_work:end_session", session("open", "end/"), OPENS),
    posts("end_session", session("open", "end/"), {"outcome": "Done"}, SAVES),
    Case("vendor_work:cases", "/vendors/cases/", READS),
    Case("vendor_work:case", case(), READS),
    Case("vendor_work:case", case(what="restricted_case"), all_get(200, *READS_SECURITY), about="restricted"),
    Case("vendor_work:new_case", "/vendors/cases/new/", OPENS),
    posts("new_case", "/vendors/cases/new/", new_case, SAVES),
    Case("vendor_work:edit_case", case("edit/"), OPENS),
    posts("edit_case", case("edit/"), {"number": "NL-11", "subject": "Slow roaming"}, SAVES),
    Case("vendor_work:word_of_case", case("word/"), OPENS),
    posts("word_of_case", case("word/"), WORD, SAVES),
    Case("vendor_work:close_case", case("close/"), OPENS),
    posts("close_case", case("close/"), OUTCOME, SAVES),
    posts("reopen_case", case("reopen/", "closed"), {}, SAVES),
    Case("vendor_work:of_vendor", vendor("work/"), READS),
    Case("vendor_work:of_ticket", lambda scene: f"/vendors/work/{scene.ticket.key}/", READS),
    Case(
        "vendor_work:of_ticket",
        lambda scene: f"/vendors/work/{scene.restricted.key}/",
        all_get(200, *READS_SECURITY),
        about="restricted",
    ),
    rest_reads("remote_sessions", "remote_sessions/", DESK),
    Case("api:remote_session", of("asked", f"{HERE}remote_sessions/{{}}/"), READS, others=403, anonymous=401),
    rest_posts("remote_sessions", f"{HERE}remote_sessions/", request_body, all_get(201, *WRITES)),  # type: ignore[arg-type]
    step("approve", "asked", {}, all_get(200, *LETS_IN)),
    step("refuse", "asked", REASON, all_get(200, *LETS_IN)),
    step("withdraw", "asked", {}, {**FORBIDS_ASKERS, "network_engineer": 200}),
    step("open", "approved", {}, OPENS),
    step(
        "extend", "open", lambda scene: {"until_at": (timezone.now() + timedelta(hours=5)).isoformat()},
        all_get(200, *LETS_IN),
    ),
    step("end", "open", {}, OPENS),
    rest_reads("vendor_cases", "vendor_cases/", DESK),
    Case("api:vendor_case", of("case", f"{HERE}vendor_cases/{{}}/"), READS, others=403, anonymous=401),
    rest_posts("vendor_cases", f"{HERE}vendor_cases/", rest_case, all_get(201, *WRITES)),  # type: ignore[arg-type]
    Case(
        "api:vendor_case",
        of("case", f"{HERE}vendor_cases/{{}}/"),
        OPENS,
        others=403,
        method="PATCH",
        data={"number": "NL-11"},
        anonymous=401,
        headers={"If-Match": "*"},
    ),
    Case(
        "api:vendor_case_words", of("case", f"{HERE}vendor_cases/{{}}/words/"), READS, others=403, anonymous=401
    ),
    steps_of_case("vendor_case_words", "words", "case", WORD, 201),
    steps_of_case("close_vendor_case", "close", "case", OUTCOME),
    steps_of_case("reopen_vendor_case", "reopen", "closed", {}),
]  # fmt: skip
