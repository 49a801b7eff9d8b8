"""A report on paper: tagged, with title, filters, runner, rows and page numbers; no text of it is read as markup."""

import re
from typing import Any

import pytest
import typst

from hospital_itsm.reports import paper
from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.questions import BY_CODE
from tests.reports import cast
from tests.world import World, again
from tickets.models import Ticket

HOSTILE = (
    '#read("/etc/passwd")',
    '#image("/etc/passwd")',
    '#import "@preview/cetz:0.3.1": *',
    '#include "../../../pyproject.toml"',
    "$ #sys.inputs $ *bold* _it_ <label> @ref // comment",
    '"); #read("report.typ") //',
    "\\u{0}\\",
)


def pdf(world: World, **said: Any) -> bytes:
    """The open tickets of the world on paper; those of the first are stored as said."""
    first, *_others = cast.of_units(world)
    Ticket.objects.filter(pk=first.pk).update(**said)
    run = run_question(BY_CODE["open-longest"], {"state": ["open"]}, "pdf", actor=again(world.agent))
    return cast.stored(run)


def test_a_report_on_paper_is_tagged_for_screen_readers(world: World) -> None:
    data = pdf(world)
    assert data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in data
    assert b"pdfuaid:part>1<" in data
    assert b"What is open for longest?" in data or b"/Title" in data


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_drawn_and_never_read(world: World, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    compiled = typst.compile

    def watching(*given: Any, **options: Any) -> bytes:
        drawn.append((given, options))
        made: bytes = compiled(*given, **options)
        return made

    monkeypatch.setattr(paper.typst, "compile", watching)
    data = pdf(world, title=text)
    assert data.startswith(b"%PDF-")
    ((layout,), options), *again_drawn = drawn
    assert again_drawn == []
    assert options["root"] == str(paper.LAYOUT.parent)
    assert layout == str(paper.LAYOUT)
    assert b"root:x:0" not in data


def test_the_folder_of_the_typesetter_holds_the_layout_alone() -> None:
    assert [one.name for one in paper.LAYOUT.parent.iterdir()] == ["report.typ"]
    layout = paper.LAYOUT.read_text(encoding="utf-8")
    assert (
        re.findall(r"#?\b(read|image|import|include|eval|plugin|csv|yaml|xml|toml|cbor)\b\s*[(\"]", layout)
        == []
    )


@pytest.mark.parametrize("name", ["/etc/passwd", "../../../pyproject.toml"])
def test_even_a_layout_that_names_a_file_reads_none_outside_its_folder(name: str) -> None:
    with pytest.raises(typst.TypstError):
        typst.compile(f'#read("{name}")'.encode(), root=str(paper.LAYOUT.parent))


def test_a_long_report_goes_over_pages(world: World) -> None:
    headings = ["Number", "Title"]
    data = {
        "title": "Report", "lang": "en", "facts": [["Rows", "200"]], "headings": headings, "numbers": [True, False],
        "rows": [[str(number), "A rather long title"] for number in range(200)], "wide": False, "empty": "",
        "footer": "Run", "page": "page", "of": "of", "caption": "",
    }  # fmt: skip
    made = paper._drawn(data, pdf_standards="ua-1")
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 4


def test_letters_the_fonts_do_not_hold_are_drawn_all_the_same(world: World) -> None:
    data = pdf(world, title="日本語 \U0001f3e5")
    assert data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in data


def test_the_layout_imports_nothing() -> None:
    """A package is the only thing for which the typesetter would open a network address."""
    assert re.search(r"#?\b(import|include)\b", paper.LAYOUT.read_text(encoding="utf-8")) is None
