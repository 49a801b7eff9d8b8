"""The glossary's page, its keeping, explanations in place, and searches under every name."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assets.models import Asset
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, StaleVersion, ValueRefused
from hospital_itsm.glossary import lexicon
from hospital_itsm.glossary.actions.terms import add_term, change_term
from hospital_itsm.glossary.models import GlossaryTerm
from tests.api.rest import Rest
from tests.assets import cast
from tests.tickets import desk_cast
from tests.world import World
from tickets.models import Ticket
from tickets.queries.search import matching

CART = {"term": "Trolley", "meaning": "A cart without a computer.", "synonyms": ["trolley", "rack"]}


@pytest.fixture(autouse=True)
def fresh_lexicon() -> Iterator[None]:
    """No test reads what another one stored."""
    lexicon._kept.clear()
    yield
    lexicon._kept.clear()


def drawn(source: str) -> str:
    """What a template draws."""
    return Template("{% load glossary %}" + source).render(Context())


def test_everybody_reads_it_and_finds_both_words(world: World, client: Client) -> None:
    client.force_login(world.requester)
    text = client.get("/glossary/").content.decode()
    assert text.count('<li class="sheet"') == 67
    found = client.get("/glossary/", {"q": "service call"}).content.decode()
    assert ('id="incident"' in found, 'id="raci"' in found) == (True, False)
    assert "Breakdown, service call." in found
    assert "Change Incident" not in found
    assert "No term matches" in client.get("/glossary/", {"q": "zzz"}).content.decode()


@pytest.mark.parametrize(("who", "path"), [("requester", "/report/"), ("technician", "/assets/")])
def test_it_is_found_from_every_page(world: World, client: Client, who: str, path: str) -> None:
    client.force_login(getattr(world, who))
    assert 'href="/glossary/"' in client.get(path).content.decode()


def test_a_device_explains_the_words_of_both_trades(world: World, client: Client) -> None:
    cast.pump(world, udi="(01)09520000010010(21)S1")
    client.force_login(world.technician)
    text = client.get("/a/LR-20417/").content.decode()
    for slug in ("asset", "di-pi", "udi-gudid", "phi", "purge-clear-destroy"):
        assert text.count(f'-{slug}" popover>') == 1, slug
    assert "IT says" in text


def test_an_administrator_adds_a_term_and_it_is_on_record(world: World) -> None:
    row = add_term(actor=world.administrator, fields=CART)
    assert (row.slug, row.synonyms) == ("trolley", ["trolley", "rack"])
    assert AuditEntry.objects.get(verb="glossary.add").changes["term"] == ["", "Trolley"]


@pytest.mark.parametrize("who", ["requester", "biomed", "it_manager", "auditor"])
def test_others_change_nothing(world: World, who: str) -> None:
    with pytest.raises(Forbidden), transaction.atomic():
        change_term("pm", actor=getattr(world, who), fields={"meaning": "Afternoon"})
    assert GlossaryTerm.objects.get(slug="pm").version == 1


def test_a_stale_change_and_a_second_entry_are_refused(world: World) -> None:
    change_term("pm", actor=world.administrator, fields={"it_says": "Project manager."}, version=1)
    with pytest.raises(StaleVersion), transaction.atomic():
        change_term("pm", actor=world.administrator, fields={"it_says": "X"}, version=1)
    with pytest.raises(ValueRefused) as refusal, transaction.atomic():
        add_term(actor=world.administrator, fields={"term": "pm", "meaning": "Again"})
    assert set(refusal.value.errors) == {"term"}


def test_the_form_keeps_what_was_typed(world: World, client: Client) -> None:
    client.force_login(world.administrator)
    good = {
        "term": "PM",
        "meaning": "Planned maintenance.",
        "synonyms": "PM\nplanned work",
        "is_active": "yes",
    }
    bad = client.post("/glossary/pm/", {**good, "meaning": "", "version": 1})
    assert (bad.status_code, "planned work" in bad.content.decode()) == (422, True)
    done = client.post("/glossary/pm/", {**good, "version": 1})
    assert (done.status_code, done["Location"]) == (302, "/glossary/#pm")
    assert GlossaryTerm.objects.get(slug="pm").synonyms == ["PM", "planned work"]
    late = client.post("/glossary/pm/", {**good, "meaning": "Mine", "version": 1})
    assert (late.status_code, "Planned maintenance." in late.content.decode()) == (409, True)


def test_a_term_is_explained_in_place_by_keyboard_and_without_script(world: World) -> None:
    text = drawn('{% term "pm" %}')
    assert '<button type="button" class="term" popovertarget="term-1-pm">PM</button>' in text
    assert '<span class="term-tip" id="term-1-pm" popover><b>PM</b> Planned/preventive maintenance.' in text
    assert "<em>IT says</em> Project manager, problem management." in text


def test_the_same_term_twice_has_two_explanations(world: World) -> None:
    text = drawn('{% term "pm" %}{% term "pm" %}')
    assert text.count('id="term-1-pm"') == text.count('id="term-2-pm"') == 1


def test_a_retired_term_stays_plain_words(world: World, django_capture_on_commit_callbacks: Any) -> None:
    drawn('{% term "pm" "planned work" %}')
    with django_capture_on_commit_callbacks(execute=True):
        change_term("pm", actor=world.administrator, fields={"is_active": False})
    assert drawn('{% term "pm" "planned work" %}') == "planned work"


def test_abbreviations_of_a_text_are_explained_and_the_rest_is_text(world: World) -> None:
    text = Template("{% load glossary %}{% explained text %}").render(
        Context({"text": "<b>MDS2</b> and PMX"})
    )
    assert text.startswith("&lt;b&gt;<button")
    assert text.endswith("&lt;/b&gt; and PMX")


def test_pages_read_the_glossary_once_a_minute(world: World) -> None:
    drawn('{% term "pm" %}')
    with CaptureQueriesContext(connection) as captured:
        drawn('{% term "pm" %}{% term "asset" %}')
        lexicon.alternatives("WOW battery")
    assert len(captured) == 0


def test_assets_are_found_under_every_name(world: World) -> None:
    cart = cast.computer(world, "WS-7", name="Medication cart 14")
    cast.computer(world, "WS-8", name="Nurse station")
    for words in ("cart 14", "WOW 14", "cow 14"):
        assert list(Asset.objects.matching(words)) == [cart], words
    assert not Asset.objects.matching("WOW 15").exists()


def test_tickets_are_found_under_every_name(world: World) -> None:
    ticket = desk_cast.report(world, text="The cart by room 12 does not start.")
    for words in ("cart start", "WOW start", "workstation on wheels"):
        found = Ticket.objects.filter(matching(words, world.agent))
        assert list(found) == [ticket], words
    for words in ('"WOW"', "WOW -start", "printer"):
        assert not Ticket.objects.filter(matching(words, world.agent)).exists(), words


def test_an_administrators_synonym_counts_at_once(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    rack = cast.computer(world, "WS-9", name="Rack 9")
    assert not Asset.objects.matching("trolley").exists()
    with django_capture_on_commit_callbacks(execute=True):
        add_term(actor=world.administrator, fields=CART)
    assert list(Asset.objects.matching("trolley")) == [rack]


def test_rest_reads_it(world: World) -> None:
    rest = Rest(world.requester)
    listed = json.loads(rest.send("GET", "glossary/?q=onboarding").content)
    assert [row["slug"] for row in listed["results"]] == ["acceptance-incoming-inspection"]
    one = json.loads(rest.send("GET", "glossary/asset/").content)
    assert (one["it_says"], one["htm_says"]) == ("CI when service-relevant.", "Device, equipment.")
    assert rest.send("GET", "glossary/nothing/").status_code == 404
