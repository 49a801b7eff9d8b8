"""Routes of packages: each finds what plain inclusion finds, and tries nothing that cannot fit."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, include, path, re_path
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RoutePattern

from hospital_itsm.core.routes import Routes, routes_of


def view(request: Any) -> None:
    raise NotImplementedError


def at(*patterns: URLPattern | URLResolver) -> Routes:
    return Routes(RoutePattern(""), list(patterns))


@pytest.mark.parametrize(
    ("patterns", "path_", "found"),
    [
        ([path("t/<str:key>/", view)], "t/INC-1/", True),
        ([path("t/<str:key>/", view)], "x/INC-1/", False),
        ([path("t/<str:key>/", view)], "t", False),
        ([path("sw.js", view)], "sw.js", True),
        ([path("", view)], "", True),
        ([path("", view)], "t/", False),
        ([path("<str:any>/", view)], "whatever/", True),
        ([path("v<int:number>/", view)], "v1/", True),
        ([re_path("^o(?:ne|ther)/$", view)], "other/", True),
        ([path("", include([path("setup/", view)]))], "setup/", True),
        ([path("", include([path("setup/", view)]))], "else/", False),
        ([path("setup/", include([path("teams/", view)]))], "setup/teams/", True),
    ],
)
def test_a_path_is_found_as_by_plain_inclusion(patterns: list[Any], path_: str, found: bool) -> None:
    plain = URLResolver(RoutePattern(""), patterns)
    for resolver in (plain, at(*patterns)):
        if found:
            assert resolver.resolve(path_).func is view
        else:
            with pytest.raises(Resolver404):
                resolver.resolve(path_)


def test_patterns_that_cannot_fit_are_not_tried() -> None:
    resolver = at(path("one/", view), path("two/", view))
    with pytest.raises(Resolver404) as refused:
        resolver.resolve("three/")
    assert refused.value.args[0]["tried"] == []


def test_a_package_keeps_its_name() -> None:
    one = routes_of("hospital_itsm.desk.urls")
    assert (one.app_name, one.namespace) == ("desk", "desk")


def test_every_package_of_the_product_says_how_its_paths_begin() -> None:
    rooms = [entry for entry in get_resolver("hospital_itsm.urls").url_patterns if isinstance(entry, Routes)]
    assert rooms
    assert [str(room.urlconf_name) for room in rooms if room.fits_all] == []
