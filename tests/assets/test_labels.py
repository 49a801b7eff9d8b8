"""Labels: where they stand, what is on them, and that scanners read it back."""

import io
from typing import Any

import pytest
import zxingcpp
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from assets.label_sheet import drawn
from assets.models import Asset
from assets.rules.code128 import bars, modules
from assets.rules.labels import A4, BAR_ROOM, LETTER, ROLL, STOCKS, Stock, bar_width, lines_of, places
from tests.assets import cast
from tests.world import World

HOSTILE = '#pagebreak() $x$ *b* `c` <b>"x"</b> \\ @ref // https://x.example'


def pictures(assets: list[Asset], stock: Stock = ROLL) -> list[Image.Image]:
    """The pages as a 300 dpi printer prints them."""
    pages = drawn(assets, stock, format="png", ppi=300)
    return [Image.open(io.BytesIO(page)) for page in ([pages] if isinstance(pages, bytes) else pages)]


def read(picture: Image.Image) -> set[str]:
    """Every code on a page."""
    return {code.text for code in zxingcpp.read_barcodes(picture.convert("L"))}


def send(client: Client, user: Any, path: str = "/assets/labels/", **data: Any) -> Any:
    client.force_login(user)
    return client.post(path, {"stock": "roll", **data})


def test_places_run_along_the_rows_and_on_to_the_next_sheet() -> None:
    sheets = places(31, LETTER)
    assert [len(sheet) for sheet in sheets] == [30, 1]
    assert sheets[0][:4] == [(12.7, 12.7), (82.55, 12.7), (152.4, 12.7), (12.7, 38.1)]
    assert sheets[1] == [sheets[0][0]]


def test_used_places_of_the_first_sheet_are_left_out() -> None:
    assert places(2, A4, used=20) == [[places(21, A4)[0][20]], [places(1, A4)[0][0]]]


@given(st.integers(1, 200), st.sampled_from(list(STOCKS.values())), st.integers(0, 29))
def test_every_label_stands_on_its_paper_once(count: int, stock: Stock, used: int) -> None:
    sheets = places(count, stock, used)
    assert sum(len(sheet) for sheet in sheets) == count
    for sheet in sheets:
        assert len(set(sheet)) == len(sheet) <= stock.on_a_page
        assert all(0 <= left <= stock.page[0] - 50.79 for left, _ in sheet)
        assert all(0 <= top <= stock.page[1] - 25.39 for _, top in sheet)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20))
def test_a_bar_code_is_read_back(text: str) -> None:
    picture = Image.new("L", (modules(text) * 2, 60), 255)
    for at, width in bars(text):
        picture.paste(0, (at * 2, 4, (at + width) * 2, 56))
    assert read(picture) == {text}


def test_a_bar_code_takes_printable_characters_only() -> None:
    with pytest.raises(ValueError, match="printable"):
        bars("LR–1")


@pytest.mark.parametrize(("tag", "width"), [("LR-20417", 36.32), ("LR-20417-ABC", 47.5), ("L" * 40, 0)])
def test_a_bar_code_keeps_whole_dots_or_is_left_out(tag: str, width: float) -> None:
    assert bar_width(modules(tag)) == width <= BAR_ROOM


def test_a_long_tag_takes_two_lines() -> None:
    assert lines_of("0123456789" * 4) == ["012345678901234567890123", "4567890123456789"]


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_both_codes_of_a_printed_label_are_read_back(world: World, stock: Stock, settings: Any) -> None:
    settings.SITE_URL = "https://desk.larkhaven.example"
    assets = [cast.pump(world), cast.pump(world, "A0O-00180", name=HOSTILE)]
    found = set().union(*(read(picture) for picture in pictures(assets, stock)))
    assert found == {
        "LR-20417",
        "https://desk.larkhaven.example/report/device/LR-20417/",
        "A0O-00180",
        "https://desk.larkhaven.example/report/device/A0O-00180/",
    }


def test_what_a_label_says_is_never_read_as_markup(world: World) -> None:
    pages = pictures([cast.pump(world, name=HOSTILE), cast.pump(world, "LR-2", name="#set page(width: 1pt)")])
    assert [page.size for page in pages] == [(600, 300), (600, 300)]


def test_typed_tags_are_printed_in_their_order(world: World, client: Client) -> None:
    cast.pump(world)
    cast.pump(world, "LR-2")
    answer = send(client, world.technician, tags="lr-20417, LR-2\nlr-2", stock="letter", used="3")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="labels.pdf"'
    assert answer.content.startswith(b"%PDF-")


def test_the_list_chooses_with_its_filters(world: World, client: Client) -> None:
    cast.pump(world)
    cast.computer(world)
    client.force_login(world.technician)
    shown = client.get("/assets/labels/", {"lens": "clinical"}).content.decode()
    assert "1 asset of the list gets a label." in shown
    assert send(client, world.technician, "/assets/labels/?lens=clinical").status_code == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Type at least one tag"),
        ({"tags": "LR-20417 NO-1"}, "No asset you can see has this tag: NO-1."),
        ({"tags": " ".join(f"T-{n}" for n in range(201))}, "at most 200 labels"),
        ({"tags": "LR-20417", "stock": "foil"}, "Choose one of the listed values."),
        ({"tags": "LR-20417", "used": "30"}, "A sheet has at most 30 labels."),
    ],
)
def test_what_cannot_be_printed_is_said_and_kept(
    world: World, client: Client, data: dict[str, str], words: str
) -> None:
    cast.pump(world)
    answer = send(client, world.technician, **data)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert data.get("tags", "")[:20] in shown


def test_nobody_prints_labels_of_what_they_do_not_see(world: World, client: Client) -> None:
    cast.computer(world)
    answer = send(client, world.charge_nurse, tags="WS-1001")
    assert answer.status_code == 422
    assert send(client, world.charge_nurse, "/assets/labels/?lens=it").status_code == 422


def test_a_list_that_is_too_long_is_not_cut_silently(world: World, client: Client) -> None:
    first = cast.computer(world)
    rows = [Asset(**{**values_of(first), "tag": f"WS-{number:04}"}) for number in range(200)]
    Asset.objects.bulk_create(rows)
    shown = send(client, world.technician, "/assets/labels/?lens=it")
    assert shown.status_code == 422
    assert "more than 200 assets" in shown.content.decode()


def values_of(asset: Asset) -> dict[str, Any]:
    """The columns of an asset but its key."""
    names = [field.attname for field in Asset._meta.concrete_fields if not field.primary_key]
    return {name: getattr(asset, name) for name in names}
