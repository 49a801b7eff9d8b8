"""The contrast of the design tokens, recomputed from the style sheets (ux.md 7.1, bar 11)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});")
HUES = ["red", "orange", "amber", "green", "blue", "violet", "magenta", "grey"]
GROUNDS = ["surface", "canvas", "sunken", "hover", "selected"]


def tokens(name: str) -> dict[str, str]:
    return dict(TOKEN.findall((CSS / name).read_text()))


THEMES = {"light": tokens("tokens.css"), "dark": tokens("tokens-dark.css")}


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = [
    *[("ink", ground, 7.0) for ground in GROUNDS],
    *[("ink-2", ground, 4.5) for ground in GROUNDS],
    *[("ink-3", ground, 4.5) for ground in GROUNDS],
    *[("accent", ground, 4.5) for ground in ("surface", "canvas", "hover")],
    ("accent-ink", "accent-tint", 7.0),
    ("accent-ink", "selected", 4.5),
    *[("on-accent", solid, 4.5) for solid in ("solid", "red-solid", "orange-solid", "green-solid")],
    *[(f"{hue}-ink", f"{hue}-tint", 7.0) for hue in HUES],
    *[(hue, "surface", 3.0) for hue in HUES],
    *[("line-strong", ground, 3.0) for ground in ("surface", "canvas")],
    *[("focus", ground, 3.0) for ground in ("surface", "canvas", "selected")],
    *[(solid, "surface", 3.0) for solid in ("solid", "red-solid", "orange-solid")],
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground", "at_least"), PAIRS)
def test_a_pair_of_tokens_keeps_its_contrast(theme: str, text: str, ground: str, at_least: float) -> None:
    values = THEMES[theme]

    assert contrast(values[text], values[ground]) >= at_least


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == 21.0
    assert round(contrast("#12242b", "#ffffff"), 1) == 16.0


def test_dark_gives_every_color_of_light_a_value_of_its_own() -> None:
    assert THEMES["dark"].keys() == THEMES["light"].keys()


def test_no_other_sheet_names_a_color_of_its_own() -> None:
    hexes = {
        (sheet.name, color)
        for sheet in CSS.glob("*.css")
        if not sheet.name.startswith("tokens")
        for color in re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", sheet.read_text())
    }

    assert {color for _name, color in hexes} <= {"#fff"}
