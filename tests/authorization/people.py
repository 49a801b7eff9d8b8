"""Who reaches sign-in, their own settings, people, rota and workstations."""

from collections.abc import Callable
from typing import Any

from hospital_itsm.outbox.topics import OTHERS
from hospital_itsm.people.models import OnCallShift
from hospital_itsm.people.topics import TOPICS
from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, PAGEABLE, Case, all_get
from tests.world import PASSWORD, ROTA_FROM

ADMINISTRATOR = {"administrator": 200}
ADMINISTRATOR_ACTS = {"administrator": 302}
KEEPS_ROTA = ("lead", "euc_lead", "duty_manager", "it_manager", "htm_manager", "administrator")
HANDS_OVER = (*KEEPS_ROTA, "technician")
READS_ROTA = {**all_get(200, *DESK, "administrator", "integration")}
TOKEN = {"name": "Script", "scopes": "tickets:read", "days": "30", "password": PASSWORD}
TELLING = {f"pace_{topic.code}": "now" for topic in (OTHERS, *TOPICS)} | {"digest_at": "07:00"}
WHY = {"reason": "For the matrix"}
SHIFTS = f"{HERE}on-call/shifts/"
SWAPS = f"{HERE}on-call/swaps/"
SEES_SWAP = (*KEEPS_ROTA, "technician", "agent")
SEES_ONLY = {**all_get(403, *SEES_SWAP), "administrator": 404}
"""Administrators answer no pages, so that they can neither ask nor be asked."""
LONGER = {"ends_at": "2045-01-10T08:00:00Z", **WHY}
LONGER_FORM = {"ends_at": "2045-01-10T08:00", **WHY}
NEW_SHIFT = {
    "team": "EUC",
    "level": "primary",
    "user": "omar.quillan",
    "starts_at": "2041-01-07T08:00:00Z",
    "ends_at": "2041-01-14T08:00:00Z",
}
NEW_PASSWORD = "seven geese over the weir"
SHIFT = {"level": "primary", "starts_at": "2041-01-07T08:00", "ends_at": "2041-01-14T08:00"}


def person(scene: Scene, suffix: str = "") -> str:
    """The settings of the colleague."""
    return f"/setup/people/{scene.world.colleague.pk}/{suffix}"


def service(scene: Scene) -> str:
    """The tokens of the service account."""
    return f"/setup/people/{scene.world.integration.pk}/tokens/"


def running(what: str = "", base: str = "/setup/on-call/") -> Callable[[Scene], str]:
    """The shift of the technician."""

    def address(scene: Scene) -> str:
        shift = OnCallShift.objects.get(team=scene.world.team("EUC"), level="primary", starts_at=ROTA_FROM)
        return f"{base}{shift.pk}/{what}"

    return address


def coming(what: str = "", base: str = "/setup/on-call/") -> Callable[[Scene], str]:
    """A shift that has not begun."""
    return lambda scene: f"{base}{scene.world.coming_shift.pk}/{what}"


def rest_case(name: str, path: Callable[[Scene], str], statuses: dict[str, int], **more: Any) -> Case:
    """The rota over REST: 403 for others, 401 for strangers."""
    return Case(f"api:{name}", path, statuses, others=403, anonymous=401, **more)


def token_of_agent(scene: Scene) -> str:
    """The revocation of the agent's token."""
    return f"/me/tokens/{scene.world.agent.api_tokens.get().pk}/revoke/"


def role_of(name: str) -> Callable[[Scene], str]:
    """Ending the first role of somebody."""
    return lambda scene: f"/setup/people/roles/{getattr(scene.world, name).memberships.all()[0].pk}/end/"


def swap(what: str = "", base: str = "/setup/on-call/swaps/") -> Callable[[Scene], str]:
    """What the technician asks the agent."""
    return lambda scene: f"{base}{scene.swap.pk}/{what}"


def rest_swap(step: str, who: str) -> Case:
    """A step of one of the two over REST; others see it at most."""
    statuses = {**all_get(404, *PAGEABLE), **SEES_ONLY, "administrator": 403, who: 200}
    return rest_case(f"{step}_swap", swap(f"{step}/", SWAPS), statuses, method="POST", headers=ANY)


def asks_agent(scene: Scene) -> dict[str, Any]:
    """A filled form."""
    return {"asked": scene.world.agent.pk}


CASES = [
    Case("home", "/", others=302),
    Case("account_login", "/accounts/login/", others=302, anonymous=200),
    Case("account_logout", "/accounts/logout/", others=200),
    Case("account_logout", "/accounts/logout/", method="POST", others=302),
    Case("people:me", "/me/", others=200),
    Case("people:keys", "/me/keys/", others=200),
    Case("people:keys", "/me/keys/", method="POST", data={"a": "q"}, others=302),
    Case("people:telling", "/me/telling/", {"integration": 404}, others=200),
    Case("people:telling", "/me/telling/", {"integration": 404}, method="POST", data=TELLING, others=302),
    Case("people:unit", "/me/unit/", others=200),
    Case("people:password", "/me/password/", others=200),
    Case("people:password", "/me/password/", method="POST", others=422, about="empty"),
    Case("people:shortcuts", "/me/shortcuts/", method="POST", data={"on": "0"}, others=302),
    Case("people:sign_out_everywhere", "/me/sign-out-everywhere/", method="POST", others=302),
    Case("people:tokens", "/me/tokens/", {"integration": 422}, method="POST", data=TOKEN, others=200),
    Case("people:revoke_token", token_of_agent, {"agent": 302}, method="POST"),
    Case("people:people", "/setup/people/", ADMINISTRATOR),
    Case("people:new_person", "/setup/people/new/", ADMINISTRATOR),
    Case(
        "people:new_person",
        "/setup/people/new/",
        ADMINISTRATOR_ACTS,
        method="POST",
        data={"username": "lou.hartley", "full_name": "Lou Hartley"},
    ),
    Case("people:person", person, ADMINISTRATOR),
    Case("people:person", person, ADMINISTRATOR_ACTS, method="POST", data={"full_name": "Victor Hahn II"}),
    Case(
        "people:grant_role",
        lambda scene: person(scene, "roles/"),
        ADMINISTRATOR_ACTS,
        method="POST",
        data=lambda scene: {"role": scene.world.agent.memberships.all()[0].role_id, "reason": "Matrix"},
    ),
    Case(
        "people:grant_role",
        lambda scene: f"/setup/people/{scene.world.administrator.pk}/roles/",
        {"administrator": 403},
        method="POST",
        data=lambda scene: {"role": scene.world.agent.memberships.all()[0].role_id, "reason": "Matrix"},
        about="to oneself",
    ),
    Case("people:end_role", role_of("colleague"), ADMINISTRATOR),
    Case(
        "people:end_role", role_of("colleague"), ADMINISTRATOR_ACTS, method="POST", data={"reason": "Matrix"}
    ),
    Case(
        "people:end_role",
        role_of("administrator"),
        {"administrator": 403},
        method="POST",
        data={"reason": "Matrix"},
        about="of oneself",
    ),
    Case(
        "people:set_password",
        lambda scene: person(scene, "password/"),
        ADMINISTRATOR_ACTS,
        method="POST",
        data={"password": NEW_PASSWORD},
    ),
    Case(
        "people:sign_out_person", lambda scene: person(scene, "sign-out/"), ADMINISTRATOR_ACTS, method="POST"
    ),
    Case("people:deactivate", lambda scene: person(scene, "deactivate/"), ADMINISTRATOR_ACTS, method="POST"),
    Case("people:reactivate", lambda scene: person(scene, "reactivate/"), ADMINISTRATOR_ACTS, method="POST"),
    Case("people:service_tokens", service, ADMINISTRATOR, method="POST", data=TOKEN),
    Case(
        "people:service_tokens",
        lambda scene: person(scene, "tokens/"),
        {"administrator": 403},
        method="POST",
        data=TOKEN,
        about="of a person",
    ),
    Case(
        "people:revoke_service_token",
        lambda scene: f"/setup/tokens/{scene.world.token.pk}/revoke/",
        ADMINISTRATOR_ACTS,
        method="POST",
    ),
    Case("people:on_call", "/setup/on-call/", READS_ROTA),
    Case("api:on_call", "/api/v1/on-call/", READS_ROTA, others=403, anonymous=401),
    Case(
        "people:on_call",
        "/setup/on-call/",
        {**all_get(403, *DESK, "integration"), **all_get(302, *KEEPS_ROTA)},
        method="POST",
        data=lambda scene: {
            **SHIFT,
            "team": scene.world.team("EUC").pk,
            "user": scene.world.technician.pk,
        },
    ),
    Case("people:shift", running(), all_get(200, *HANDS_OVER)),
    Case(
        "people:shift",
        running(),
        all_get(302, *HANDS_OVER),
        method="POST",
        data=lambda scene: {"user": scene.world.euc_lead.pk, **WHY},
    ),
    Case("people:shift_times", coming("times/"), all_get(200, *KEEPS_ROTA)),
    Case("people:shift_times", coming("times/"), all_get(302, *KEEPS_ROTA), method="POST", data=LONGER_FORM),
    Case("people:end_shift", running("end/"), all_get(200, *KEEPS_ROTA)),
    Case("people:end_shift", running("end/"), all_get(302, *KEEPS_ROTA), method="POST", data=WHY),
    Case("people:remove_shift", coming("remove/"), all_get(302, *KEEPS_ROTA), method="POST"),
    Case("people:ask_swap", coming("ask/"), {"technician": 200}),
    Case("people:ask_swap", coming("ask/"), {"technician": 302}, method="POST", data=asks_agent),
    Case("people:swap", swap(), all_get(200, *SEES_SWAP)),
    Case("people:accept_swap", swap("accept/"), {**SEES_ONLY, "agent": 302}, method="POST"),
    Case("people:decline_swap", swap("decline/"), {**SEES_ONLY, "agent": 302}, method="POST"),
    Case("people:withdraw_swap", swap("withdraw/"), {**SEES_ONLY, "technician": 302}, method="POST"),
    rest_case("swaps", lambda scene: SWAPS, all_get(200, *PAGEABLE, "administrator")),
    rest_case(
        "swaps",
        lambda scene: SWAPS,
        {**all_get(422, *PAGEABLE), "technician": 201},
        method="POST",
        data=lambda scene: {"shift": scene.world.coming_shift.pk, "asked": "leo.marsh"},
    ),
    rest_case("swap", swap(base=SWAPS), {**all_get(404, *PAGEABLE), **all_get(200, *SEES_SWAP)}),
    rest_swap("accept", "agent"),
    rest_swap("decline", "agent"),
    rest_swap("withdraw", "technician"),
    rest_case("shifts", lambda scene: SHIFTS, READS_ROTA),
    rest_case("shifts", lambda scene: SHIFTS, all_get(201, *KEEPS_ROTA), method="POST", data=NEW_SHIFT),
    rest_case("shift", coming(base=SHIFTS), READS_ROTA),
    rest_case(
        "shift", coming(base=SHIFTS), all_get(200, *KEEPS_ROTA), method="PATCH", data=LONGER, headers=ANY
    ),
    rest_case("shift", coming(base=SHIFTS), all_get(204, *KEEPS_ROTA), method="DELETE", headers=ANY),
    rest_case(
        "override_shift",
        running("override/", SHIFTS),
        all_get(200, *HANDS_OVER),
        method="POST",
        data={"user": "pilar.stone", **WHY},
        headers=ANY,
    ),
    rest_case(
        "end_shift",
        running("end/", SHIFTS),
        all_get(200, *KEEPS_ROTA),
        method="POST",
        data=WHY,
        headers=ANY,
    ),
    Case("people:workstation", "/setup/workstation/", ADMINISTRATOR),
    Case(
        "people:workstation",
        "/setup/workstation/",
        ADMINISTRATOR_ACTS,
        method="POST",
        data=lambda scene: {"name": "ED-WS-09", "care_area": scene.world.area("ED").pk},
    ),
    Case(
        "people:retire_workstation",
        lambda scene: f"/setup/workstation/{scene.world.workstation.pk}/retire/",
        ADMINISTRATOR_ACTS,
        method="POST",
    ),
]
