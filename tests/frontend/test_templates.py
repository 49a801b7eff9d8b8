"""What every template keeps: the strict content policy, labels on controls, icons that exist, a comment on top."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hospital_itsm.core.icons import ICONS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
CONTROL = re.compile(r"<(input|select|textarea)\b([^>]*)>", re.DOTALL)
BUTTON = re.compile(r"<(button|a|summary)\b([^>]*)>(.*?)</\1>", re.DOTALL)
SAFE_MARKS = {"hospital_itsm/core/templatetags/ui.py", "hospital_itsm/signin/templatetags/passkeys.py"}


def source(template: Path) -> str:
    return COMMENT.sub("", template.read_text(encoding="utf-8"))


def markup(template: Path) -> str:
    """The template without its tags; what they print counts as a letter."""
    return TAG.sub("x", source(template))


def named(template: Path) -> str:
    return str(template.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_has_no_script_or_style_inside(template: Path) -> None:
    if template.parent.name in ("mail", "errors"):
        return
    html = markup(template)

    assert not re.search(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:", html)
    assert not re.search(r"<script\b(?![^>]*\bsrc=)", html)
    assert not re.search(r"\bhx-on|hx-vars|hx-trigger=\"[^\"]*\[", html)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_takes_nothing_from_another_origin(template: Path) -> None:
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", markup(template))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_control_in_a_template_has_a_label(template: Path) -> None:
    html = markup(template)

    assert list(unlabeled_controls(html)) == []


def unlabeled_controls(html: str) -> Iterator[str]:
    labels = set(re.findall(r'<label\b[^>]*\bfor="([^"]+)"', html))
    inside = [match.span() for match in re.finditer(r"<label\b.*?</label>", html, re.DOTALL)]
    for match in CONTROL.finditer(html):
        attributes = match.group(2)
        identity = re.search(r'\bid="([^"]+)"', attributes)
        wrapped = any(start < match.start() < end for start, end in inside)
        if not (
            'type="hidden"' in attributes
            or "aria-label" in attributes
            or wrapped
            or (identity and identity.group(1) in labels)
        ):
            yield match.group(0)


def test_a_control_without_a_label_is_found() -> None:
    assert list(unlabeled_controls('<input name="q"><label for="a">A</label><input id="a">')) == [
        '<input name="q">'
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_button_and_link_in_a_template_has_words(template: Path) -> None:
    silent = [
        match.group(0)
        for match in BUTTON.finditer(words_kept(template))
        if not re.search(r"\w", re.sub(r"<[^>]*>", "", match.group(3))) and "aria-label" not in match.group(2)
    ]

    assert silent == []


def words_kept(template: Path) -> str:
    """The template where an icon prints nothing to read, and every other tag or node for a script a letter."""
    html = re.sub(r"{% (icon|glyph)\b.*?%}", "", source(template))
    return TAG.sub("x", re.sub(r"<span data-[a-z-]+words></span>", "x", html))


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_icon_a_template_names_is_in_the_sprite(template: Path) -> None:
    names = set(re.findall(r"""{% icon "([a-z0-9-]+)\"""", source(template)))
    names |= set(re.findall(r"""icon_name="([a-z0-9-]+)\"""", source(template)))

    assert names <= ICONS


@pytest.mark.parametrize("template", sorted((ROOT / "templates" / "components").glob("*.html")), ids=named)
def test_a_component_begins_with_a_comment_on_its_variables(template: Path) -> None:
    text = re.sub(r"^{% load [^%]*%}", "", template.read_text(encoding="utf-8")).lstrip()

    assert text.startswith("{% comment %}")
    assert re.search(r"[Vv]ariables|[Cc]ontext", text.partition("{% endcomment %}")[0])


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_words_a_template_shows_are_kind_and_plain(template: Path) -> None:
    shown = " ".join(re.findall(r"""{% translate ["'](.*?)["']""", source(template)))

    assert not re.search(r"\b(please|sorry|invalid|oops)\b", shown, re.IGNORECASE)


def test_safe_marks_are_set_in_the_template_tags_only() -> None:
    folders = ("hospital_itsm", "vendors", "assets", "tickets")
    users = {
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\b(mark_safe|SafeString\()", path.read_text(encoding="utf-8"))
    }

    assert users <= SAFE_MARKS


def test_no_template_prints_text_unescaped() -> None:
    assert [
        named(template)
        for template in TEMPLATES
        if re.search(r"\|\s*safe\b|autoescape off", source(template))
    ] == []


COMPONENTS_OF_BOOTSTRAP = re.compile(
    r'\bclass="[^"]*(?<![\w-])(btn|form-control|form-select|form-check|alert|badge|card|table|modal|dropdown|nav-link)(?![\w-])'
)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_uses_our_components_and_not_bootstraps_which_are_not_served(template: Path) -> None:
    assert COMPONENTS_OF_BOOTSTRAP.search(source(template)) is None
