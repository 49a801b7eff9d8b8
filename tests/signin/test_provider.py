"""Signing in through an identity provider that really answers, and every way of cheating it."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import signing
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.people.models import User
from hospital_itsm.people.sign_in import SIGN_IN
from hospital_itsm.people.workstations import COOKIE, SALT
from hospital_itsm.signin import provider
from hospital_itsm.signin.actions.identities import link_identity, unlink_identity
from hospital_itsm.signin.models import LinkedIdentity
from tests.signin.hands import code, fresh, is_in, password, right_code, with_app
from tests.signin.idp import CLIENT, SECRET, Idp, running, through_the_door
from tests.world import World, again

START = "/accounts/provider/"
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def idp(settings: Any) -> Iterator[Idp]:
    """A provider the desk is set up for."""
    with running() as one:
        settings.OIDC_ISSUER = one.issuer
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
        settings.OUTBOUND_ALLOWED_HOSTS = ["http://127.0.0.1"]
        provider.forget()
        yield one
        provider.forget()


def linked(world: World, user: User, idp: Idp) -> None:
    """Link the person with the provider's subject."""
    link_identity(user, actor=world.administrator, subject=idp.subject)


def walk(client: Client, following: str = "") -> Any:
    """From the button on the sign-in page through the provider and back."""
    asked = client.get(START, {"next": following} if following else {})
    assert asked.status_code == 302, asked.content[:300]
    back = urlsplit(through_the_door(asked.url))
    return client.get(f"{back.path}?{back.query}")


def test_a_linked_subject_signs_in_and_reaches_the_page_asked_for(
    world: World, client: Client, idp: Idp
) -> None:
    linked(world, world.agent, idp)
    assert walk(client, "/me/password/").url == "/me/password/"
    assert client.get("/me/").context["user"] == world.agent
    assert LinkedIdentity.objects.get().last_used_at is not None
    verbs = (
        AuditEntry.objects.filter(target_id=str(world.agent.pk)).order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs)[-2:] == ["identity.use", "session.sign_in"]


def test_the_question_carries_state_nonce_and_pkce(world: World, client: Client, idp: Idp) -> None:
    asked = parse_qs(urlsplit(client.get(START).url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost:8000/accounts/provider/callback/"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert "prompt" not in asked


def test_an_e_mail_address_links_nobody(world: World, client: Client, idp: Idp) -> None:
    answer = walk(client)
    assert answer.status_code == 403
    assert idp.subject in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert not is_in(client)
    assert not LinkedIdentity.objects.exists()
    told = AuditEntry.objects.get(verb="identity.refuse")
    assert (told.target_id, told.target_label) == ("", "unknown subject")
    assert idp.subject not in str(told.changes)


def _unsigned(idp: Idp, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, None, algorithm="none")


def _other_key(idp: Idp, claims: dict[str, Any]) -> str:
    return idp.sign(claims, OTHER)


def _public_key_as_secret(idp: Idp, claims: dict[str, Any]) -> str:
    """What a library takes that lets the token choose its algorithm."""
    pem = idp.key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head = {"alg": "HS256", "typ": "JWT", "kid": idp.kid}
    words = ".".join(_folded(json.dumps(part).encode()) for part in (head, claims))
    return f"{words}.{_folded(hmac.digest(pem, words.encode(), 'sha256'))}"


def _folded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _unknown_key(idp: Idp, claims: dict[str, Any]) -> str:
    return idp.sign(claims, OTHER, kid="somebody-elses")


def _own_key_inside(idp: Idp, claims: dict[str, Any]) -> str:
    own = jwt.algorithms.RSAAlgorithm.to_jwk(OTHER.public_key(), as_dict=True)
    return idp.sign(claims, OTHER, jwk=own)


def _changed_afterwards(idp: Idp, claims: dict[str, Any]) -> str:
    head, _body, tail = idp.sign(claims).split(".")
    body = idp.sign({**claims, "sub": "1"}).split(".")[1]
    return f"{head}.{body}.{tail}"


@pytest.mark.parametrize(
    "forge",
    [_unsigned, _other_key, _public_key_as_secret, _unknown_key, _own_key_inside, _changed_afterwards],
)
def test_a_token_that_the_provider_did_not_sign_signs_nobody_in(
    world: World, client: Client, idp: Idp, forge: Any
) -> None:
    linked(world, world.agent, idp)
    before = AuditEntry.objects.count()
    idp.forge = forge
    assert walk(client).status_code == 403
    assert not is_in(client)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of another browser"},
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another-service"},
        {"aud": ["desk", "another-service"], "azp": "another-service"},
        {"exp": int(time.time()) - 3600},
        {"iat": int(time.time()) - 3600},
        {"sub": ""},
    ],
)
def test_a_token_that_answers_another_question_signs_nobody_in(
    world: World, client: Client, idp: Idp, claims: dict[str, Any]
) -> None:
    linked(world, world.agent, idp)
    idp.claims = claims
    assert walk(client).status_code == 403
    assert not is_in(client)


def test_the_answer_to_another_browsers_question_is_refused(world: World, client: Client, idp: Idp) -> None:
    linked(world, world.agent, idp)
    back = urlsplit(through_the_door(client.get(START).url))
    victim = Client()
    assert victim.get(f"{back.path}?{back.query}").status_code == 403
    victim.get(START)
    assert victim.get(f"{back.path}?{back.query}").status_code == 403
    assert not is_in(victim)
    assert "/token" not in idp.asked


def test_an_answer_counts_once_and_in_time(world: World, client: Client, idp: Idp) -> None:
    linked(world, world.agent, idp)
    back = urlsplit(through_the_door(client.get(START).url))
    session = client.session
    session["provider_question"] = {**session["provider_question"], "at": int(time.time()) - 601}
    session.save()
    assert client.get(f"{back.path}?{back.query}").status_code == 403
    assert client.get(f"{back.path}?{back.query}").status_code == 403
    assert "/token" not in idp.asked


def test_who_says_no_at_the_provider_comes_back_to_the_sign_in_page(
    world: World, client: Client, idp: Idp
) -> None:
    state = parse_qs(urlsplit(client.get(START).url).query)["state"][0]
    answer = client.get("/accounts/provider/callback/", {"error": "access_denied", "state": state})
    assert answer.url == "/accounts/login/"
    assert not is_in(client)


def test_a_code_of_another_question_is_refused_by_pkce(world: World, client: Client, idp: Idp) -> None:
    linked(world, world.agent, idp)
    stolen = parse_qs(urlsplit(through_the_door(Client().get(START).url)).query)["code"][0]
    state = parse_qs(urlsplit(client.get(START).url).query)["state"][0]
    answer = client.get("/accounts/provider/callback/", {"code": stolen, "state": state})
    assert answer.status_code == 503
    assert not is_in(client)


def test_a_local_second_step_is_asked_for_after_the_provider(world: World, client: Client, idp: Idp) -> None:
    linked(world, world.agent, idp)
    with_app(world.agent)
    assert walk(client).url == "/accounts/second-step/"
    assert not is_in(client)
    assert code(client, right_code()).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize(("methods", "counts"), [(["pwd", "otp"], True), (["pwd"], False), (None, False)])
def test_the_providers_second_step_counts_where_the_hospital_says_so(
    world: World, client: Client, idp: Idp, settings: Any, methods: Any, counts: bool
) -> None:
    settings.OIDC_SECOND_STEP_COUNTS = True
    idp.claims = {"amr": methods}
    linked(world, world.agent, idp)
    linked_to_app = again(world.agent)
    with_app(linked_to_app)
    assert (walk(client).url != "/accounts/second-step/") == counts
    assert is_in(client) == counts


def test_a_second_step_elsewhere_is_not_kept_for_the_next_person(
    world: World, client: Client, idp: Idp, settings: Any
) -> None:
    settings.OIDC_SECOND_STEP_COUNTS = True
    idp.claims = {"amr": ["mfa"]}
    linked(world, world.requester, idp)
    with_app(world.requester)
    with_app(world.agent)
    walk(client)
    assert is_in(client)
    client.post("/accounts/logout/")
    assert password(client, "leo.marsh").url == "/accounts/second-step/"


def test_an_administrator_through_the_provider_sets_up_a_second_step_first(
    world: World, client: Client, idp: Idp
) -> None:
    link_identity(world.administrator, actor=SIGN_IN, subject=idp.subject)
    walk(client)
    assert client.get("/setup/").url == "/me/second-step/?next=%2Fsetup%2F"


def test_who_is_deactivated_stays_out(world: World, client: Client, idp: Idp, settings: Any) -> None:
    settings.OIDC_CREATES_PEOPLE = True
    linked(world, world.agent, idp)
    User.objects.filter(pk=world.agent.pk).update(is_active=False)
    count = User.objects.count()
    assert walk(client).status_code == 403
    assert (is_in(client), User.objects.count()) == (False, count)


def test_a_first_sign_in_makes_an_account_only_where_the_hospital_allows_it(
    world: World, client: Client, idp: Idp, settings: Any
) -> None:
    count = User.objects.count()
    assert walk(client).status_code == 403
    assert User.objects.count() == count
    settings.OIDC_CREATES_PEOPLE = True
    assert walk(client).status_code == 302
    made = User.objects.get(username="casey.moreno")
    assert (made.full_name, made.email, made.has_usable_password()) == ("Casey Moreno", "", False)
    assert made.role_codes == {"requester"}
    assert walk(Client()).status_code == 302
    assert User.objects.count() == count + 1


@pytest.mark.parametrize(
    "claims",
    [
        {"preferred_username": "leo.marsh"},
        {"preferred_username": "LEO.MARSH@evil.example"},
        {"preferred_username": "../../etc"},
        {"preferred_username": ["leo"]},
        {"name": ""},
        {"name": "x" * 121},
    ],
)
def test_a_taken_or_hostile_name_makes_no_account_and_takes_none_over(
    world: World, client: Client, idp: Idp, settings: Any, claims: dict[str, Any]
) -> None:
    settings.OIDC_CREATES_PEOPLE = True
    idp.claims = claims
    count = User.objects.count()
    assert walk(client).status_code == 403
    assert (User.objects.count(), LinkedIdentity.objects.count(), is_in(client)) == (count, 0, False)


def test_one_links_ones_own_account_and_unlinks_it(world: World, client: Client, idp: Idp) -> None:
    fresh(client, world.agent)
    page = client.post("/me/second-step/provider/link/").content.decode()
    address = page.split('href="' + idp.issuer)[1].split('"')[0].replace("&amp;", "&")
    back = urlsplit(through_the_door(idp.issuer + address))
    assert client.get(f"{back.path}?{back.query}").url == "/me/second-step/"
    assert LinkedIdentity.objects.get().user == world.agent
    assert walk(Client()).status_code == 302
    assert client.post("/me/second-step/provider/unlink/").url == "/accounts/login/"
    assert not LinkedIdentity.objects.exists()
    assert not is_in(client)


def test_a_link_begun_by_one_person_is_not_ended_by_the_next(world: World, client: Client, idp: Idp) -> None:
    fresh(client, world.agent)
    client.post("/me/second-step/provider/link/")
    asked = client.session["provider_question"]
    fresh(client, world.requester)
    session = client.session
    session["provider_question"] = asked
    session.save()
    idp.codes["c"] = {
        "client_id": CLIENT,
        "nonce": asked["nonce"],
        "redirect_uri": "http://localhost:8000/accounts/provider/callback/",
        "code_challenge": _challenge(asked["verifier"]),
    }
    answer = client.get("/accounts/provider/callback/", {"code": "c", "state": asked["state"]})
    assert answer.status_code == 403
    assert not LinkedIdentity.objects.exists()


def _challenge(verifier: str) -> str:
    return _folded(hashlib.sha256(verifier.encode()).digest())


def test_a_subject_stands_for_one_person(world: World, client: Client, idp: Idp) -> None:
    linked(world, world.agent, idp)
    client.force_login(world.administrator)
    answer = client.post(f"/setup/people/{world.requester.pk}/provider/link/", {"subject": idp.subject})
    assert answer.status_code == 422
    assert "This identifier stands for somebody else&#x27;s account." in answer.content.decode()
    assert LinkedIdentity.objects.get().user == world.agent


def test_an_administrator_links_and_unlinks_with_a_reason(world: World, client: Client, idp: Idp) -> None:
    client.force_login(world.administrator)
    person = f"/setup/people/{world.agent.pk}/"
    assert client.post(f"{person}provider/link/", {"subject": idp.subject}).url == f"{person}second-step/"
    other = Client()
    walk(other)
    assert is_in(other)
    assert client.post(f"{person}provider/unlink/", {"reason": ""}).status_code == 422
    assert is_in(other)
    assert (
        client.post(f"{person}provider/unlink/", {"reason": "Left the trust"}).url == f"{person}second-step/"
    )
    assert not is_in(other)
    assert AuditEntry.objects.get(verb="identity.unlink").reason == "Left the trust"


@pytest.mark.parametrize("who", ["agent", "cio", "auditor", "privacy"])
def test_nobody_else_links_people_nor_oneself_here(world: World, client: Client, idp: Idp, who: str) -> None:
    client.force_login(getattr(world, who))
    given = {"subject": idp.subject, "reason": "x"}
    for what in ("link", "unlink"):
        assert client.post(f"/setup/people/{world.requester.pk}/provider/{what}/", given).status_code == 404
    client.force_login(world.administrator)
    own = f"/setup/people/{world.administrator.pk}/provider/link/"
    assert client.post(own, given).status_code == 403
    assert LinkedIdentity.objects.count() == 0


def test_passwords_of_linked_people_are_turned_off_where_the_hospital_says_so(
    world: World, client: Client, idp: Idp, settings: Any
) -> None:
    linked(world, world.agent, idp)
    assert password(Client(), "leo.marsh").status_code == 302
    settings.OIDC_REPLACES_PASSWORDS = True
    refused = password(client, "leo.marsh")
    assert refused.status_code == 422
    assert "That user name and password do not go together." in refused.content.decode()
    assert password(Client(), "alma.reyes").status_code == 302
    assert walk(client).status_code == 302
    assert client.get("/me/").status_code == 200
    unlink_identity(world.agent, actor=world.administrator, reason="Provider closed")
    assert password(Client(), "leo.marsh").status_code == 302


def test_at_a_shared_computer_the_provider_asks_for_the_password_anew(
    world: World, client: Client, idp: Idp
) -> None:
    linked(world, world.agent, idp)
    client.cookies[COOKIE] = signing.dumps(world.workstation.pk, salt=SALT)
    asked = parse_qs(urlsplit(client.get(START).url).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    idp.claims = {"auth_time": int(time.time()) - 3600}
    assert walk(client).status_code == 403
    assert not is_in(client)
    idp.claims = {}
    assert walk(client).status_code == 302
    assert is_in(client)


def test_signing_out_leads_to_the_providers_own_sign_out(world: World, client: Client, idp: Idp) -> None:
    assert "/accounts/provider/sign-out/" in client.get("/accounts/login/").content.decode()
    asked = urlsplit(client.get("/accounts/provider/sign-out/").url)
    assert (f"{asked.scheme}://{asked.netloc}", asked.path) == (idp.issuer, "/logout")
    assert parse_qs(asked.query)["post_logout_redirect_uri"] == ["http://localhost:8000/accounts/login/"]


def test_new_keys_of_the_provider_are_found(
    world: World, client: Client, idp: Idp, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked(world, world.agent, idp)
    walk(Client())
    idp.rotate()
    monkeypatch.setattr(provider, "KEYS_ANEW_AFTER", 0)
    assert walk(client).status_code == 302
    assert idp.asked.count("/keys") == 2


def test_unknown_keys_do_not_make_the_desk_ask_without_end(world: World, client: Client, idp: Idp) -> None:
    linked(world, world.agent, idp)
    idp.forge = _unknown_key
    for _ in range(5):
        walk(client)
    assert idp.asked.count("/keys") == 1


def test_a_provider_that_is_down_is_said_and_passwords_go_on(world: World, client: Client, idp: Idp) -> None:
    idp.is_down = True
    answer = client.get(START)
    assert answer.status_code == 503
    assert "Nobody was signed in" in answer.content.decode()
    assert client.get("/accounts/login/").status_code == 200
    assert password(client, "leo.marsh").status_code == 302


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_a_discovery_that_does_not_fit_is_refused(
    world: World, client: Client, idp: Idp, told: dict[str, Any]
) -> None:
    idp.discovery = told
    assert client.get(START).status_code == 503


def test_keys_and_tokens_are_fetched_through_the_guarded_door_only(
    world: World, client: Client, idp: Idp, settings: Any
) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = []
    assert client.get(START).status_code == 503
    assert idp.asked == []
    settings.OUTBOUND_ALLOWED_HOSTS = ["http://127.0.0.1"]
    idp.discovery = {"token_endpoint": "http://169.254.169.254/token"}
    linked(world, world.agent, idp)
    assert walk(client).status_code == 503
    assert not is_in(client)


def test_without_a_provider_there_is_nothing(world: World, client: Client) -> None:
    for path in ("", "callback/", "sign-out/"):
        assert client.get(f"{START}{path}").status_code == 404
    assert "provider" not in client.get("/accounts/login/").content.decode()


def test_the_secret_of_the_client_is_said_to_nobody(
    world: World, client: Client, idp: Idp, caplog: Any
) -> None:
    idp.forge = _other_key
    answer = walk(client)
    assert SECRET not in answer.content.decode() + caplog.text
    assert idp.subject not in caplog.text
