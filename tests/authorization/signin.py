"""Who reaches ways to sign in: one's own, and what administrators decide about those of others."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator

from tests.authorization.scene import Scene
from tests.authorization.table import Case

ADMINISTRATOR = {"administrator": 200}
NO_SERVICE = {"integration": 404}
OWN = "/me/second-step/"


def step_of(scene: Scene) -> str:
    """The second step of the colleague, who has an app."""
    return f"/setup/people/{scene.world.colleague.pk}/second-step/"


def passkey_of(scene: Scene) -> str:
    """The removal of the colleague's passkey."""
    own = Authenticator.objects.get(user=scene.world.colleague, type="webauthn")
    return f"{OWN}passkey/{own.pk}/remove/"


def link_of(what: str) -> Callable[[Scene], str]:
    """The link of the colleague with the provider."""
    return lambda scene: f"/setup/people/{scene.world.colleague.pk}/provider/{what}/"


CASES = [
    Case("mfa_authenticate", "/accounts/second-step/", others=302, is_open=True),
    Case("mfa_authenticate", "/accounts/second-step/", method="POST", others=302, is_open=True),
    Case("signin:own", OWN, NO_SERVICE, others=200),
    Case("signin:prove", f"{OWN}prove/", NO_SERVICE, others=200),
    Case("signin:prove", f"{OWN}prove/", NO_SERVICE, method="POST", others=422, about="empty"),
    Case("signin:app", f"{OWN}app/", NO_SERVICE, others=302, about="unproved"),
    Case("signin:remove_app", f"{OWN}app/remove/", NO_SERVICE, method="POST", others=302, about="unproved"),
    Case("signin:passkey", f"{OWN}passkey/", NO_SERVICE, others=302, about="unproved"),
    Case(
        "signin:remove_passkey",
        passkey_of,
        {"colleague": 302},
        method="POST",
        about="unproved",
    ),
    Case("signin:renew_codes", f"{OWN}codes/", NO_SERVICE, method="POST", others=302, about="unproved"),
    Case("signin:link", f"{OWN}provider/link/", NO_SERVICE, method="POST", others=302, about="unproved"),
    Case("signin:unlink", f"{OWN}provider/unlink/", NO_SERVICE, method="POST", others=302, about="unproved"),
    Case("signin:start", "/accounts/provider/", anonymous=404, about="without a provider"),
    Case("signin:callback", "/accounts/provider/callback/", anonymous=404, about="without a provider"),
    Case("signin:good_bye", "/accounts/provider/sign-out/", anonymous=404, about="without a provider"),
    Case("signin:link_person", link_of("link"), method="POST", about="without a provider"),
    Case("signin:unlink_person", link_of("unlink"), method="POST", about="without a provider"),
    Case("signin:required", "/setup/second-step/", ADMINISTRATOR),
    Case(
        "signin:required",
        "/setup/second-step/",
        {"administrator": 302},
        method="POST",
        data={"roles": "agent", "reason": "Decision of the CISO"},
    ),
    Case("signin:person", step_of, ADMINISTRATOR),
    Case("signin:person", step_of, {"administrator": 302}, method="POST", data={"reason": "Lost telephone"}),
]
