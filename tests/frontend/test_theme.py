"""Light, dark, or as the device says: a cookie, set by a form that works without script."""

from typing import Any

import pytest
from django.test import RequestFactory

from hospital_itsm.core.theme import ThemeView, chosen_theme


def choose(theme: str, referer: str = "http://testserver/queue/?f=mine") -> Any:
    return ThemeView.as_view()(RequestFactory().post("/theme/", {"theme": theme}, HTTP_REFERER=referer))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_remembered_on_this_device(theme: str) -> None:
    response = choose(theme)

    assert response.cookies["theme"].value == theme
    assert response.cookies["theme"]["max-age"] == 31_536_000


@pytest.mark.parametrize("theme", ["auto", "pink"])
def test_any_other_choice_forgets_it(theme: str) -> None:
    assert choose(theme).cookies["theme"]["max-age"] == 0


def test_the_person_comes_back_to_the_page_with_its_filters() -> None:
    assert choose("dark").url == "http://testserver/queue/?f=mine"


@pytest.mark.parametrize("referer", ["https://elsewhere.example/", "", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(referer: str) -> None:
    assert choose("dark", referer).url == "/"


def test_a_theme_is_not_set_by_following_a_link() -> None:
    response = ThemeView.as_view()(RequestFactory().get("/theme/?theme=dark"))

    assert response.status_code == 405
    assert "theme" not in response.cookies


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('x"y', "auto"), ("", "auto")]
)
def test_only_the_two_themes_count_in_the_cookie(cookie: str, theme: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie

    assert chosen_theme(request) == theme
