"""What the tests of signing in do by hand: setting up an app, reading its code, sending the forms."""

import time
from typing import Any

from django.test import Client

from hospital_itsm.people.models import User
from hospital_itsm.signin.actions.factors import add_app
from hospital_itsm.signin.rules.codes import code_at
from tests.world import PASSWORD

SIGN_IN = "/accounts/login/"
STEP = "/accounts/second-step/"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def present_step() -> int:
    """The number of the half minute that runs."""
    return int(time.time()) // 30


def with_app(user: User, secret: str = SECRET) -> list[str]:
    """Give the person an app that was set up a while ago; return their recovery codes."""
    person, codes = add_app(user, actor=user, secret=secret, step_used=present_step() - 10)
    user.session_epoch = person.session_epoch
    return codes


def right_code(secret: str = SECRET) -> str:
    """What the app shows now."""
    return code_at(secret, present_step())


def wrong_code(secret: str = SECRET) -> str:
    """What it shows at no time near."""
    near = {code_at(secret, present_step() + off) for off in range(-5, 6)}
    return next(code for code in ("000000", "111111", "222222") if code not in near)


def password(client: Client, name: str, address: str = "192.0.2.10", **further: Any) -> Any:
    """Send name and password."""
    return client.post(SIGN_IN, {"login": name, "password": PASSWORD, **further}, REMOTE_ADDR=address)


def code(client: Client, words: str, address: str = "192.0.2.10") -> Any:
    """Send a code."""
    return client.post(STEP, {"code": words}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    """Is anybody signed in at this browser?"""
    return client.get("/me/").status_code == 200


def fresh(client: Client, user: User) -> Client:
    """Sign somebody in who proved who they are just now."""
    client.force_login(user)
    session = client.session
    session["proved_at"] = int(time.time())
    session.save()
    return client
