"""The main navigation: apps register entries in `apps.py`; people see those they may use, and no others.

from hospital_itsm.core import navigation
navigation.register(navigation.NavItem(
    area="agent", label=_("Queue"), url_name="tickets:queue", icon="inbox", order=10,
    allowed=lambda user: access.can(user, "queue.view"), also=("/t/",), tab=True, keys="g q"))
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy

Area = Literal["portal", "agent"]


@dataclass(frozen=True)
class NavItem:
    """An entry. `also` are further path prefixes under it; `tab` puts it on the phone's bar (four at most, the others
    are under *More*) with its `short` label, `at_hand` beside the bell of the phone's top bar;
    `count` is a cheap number for the badge (0 or None shows none); `hot` paints the badge red; `keys` is the
    shortcut that goes there ("g q")."""

    area: Area
    label: str | Promise
    url_name: str
    icon: str
    order: int
    allowed: Callable[[Any], bool]
    also: tuple[str, ...] = ()
    count: Callable[[HttpRequest], int | None] | None = None
    hot: bool = False
    tab: bool = False
    short: str | Promise = ""
    keys: str = ""
    at_hand: bool = False


@dataclass(frozen=True)
class NavEntry:
    """What a layout draws for one item on one request; `group` is the heading it stands under."""

    label: str
    short: str
    url: str
    icon: str
    current: bool
    hot: bool
    tab: bool
    keys: str
    at_hand: bool
    read_count: Callable[[], int | None]
    group: str = ""

    @cached_property
    def count(self) -> int | None:
        """The number of the badge, None for none; read where a layout draws it, which the account menu does not."""
        return self.read_count() or None


GROUPS: tuple[tuple[int, "str | Promise"], ...] = (
    (0, ""),
    (40, gettext_lazy("Assets and safety")),
    (50, gettext_lazy("Vendors and money")),
    (60, gettext_lazy("Insight")),
    (70, gettext_lazy("People and set-up")),
)
"""The headings of the agent's side bar, each with the first `order` of its entries."""
_homes: list[Callable[[Any], str | None]] = []
_items: dict[tuple[Area, str], NavItem] = {}


def register(item: NavItem) -> None:
    """Add an entry, or replace the one with the same area and address."""
    _items[(item.area, item.url_name)] = item


def register_home(home: Callable[[Any], str | None]) -> None:
    """Let `home(user)` name the start page of some people; None leaves it as it is."""
    _homes.append(home)


def home_of(user: Any) -> str | None:
    """The start page of a person where a package names one."""
    return next((url for home in _homes if (url := home(user)) is not None), None)


def registered(area: Area) -> list[NavItem]:
    """Return the entries of an area in their order, whoever may see them."""
    return sorted((item for item in _items.values() if item.area == area), key=lambda item: item.order)


class Navigation:
    """The entries of one request, worked out only when a layout asks (fragments never pay for them)."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def portal(self) -> list[NavEntry]:
        """Entries of the portal bar."""
        return self._entries("portal")

    @cached_property
    def agent(self) -> list[NavEntry]:
        """Entries of the agent's side bar; empty for people who work no tickets."""
        return self._entries("agent")

    @cached_property
    def desk(self) -> list[NavEntry]:
        """Entries that stand under no heading; the views of a page follow them."""
        return [entry for entry in self.agent if not entry.group]

    @cached_property
    def grouped(self) -> list[NavEntry]:
        """Entries that stand under a heading."""
        return [entry for entry in self.agent if entry.group]

    @cached_property
    def more(self) -> list[NavEntry]:
        """Entries of the agent's side bar that have no place on the phone's bar."""
        return [entry for entry in self.agent if not entry.tab]

    def _entries(self, area: Area) -> list[NavEntry]:
        user = self._request.user
        if isinstance(user, AnonymousUser):
            return []
        allowed = [(item, reverse(item.url_name)) for item in registered(area) if item.allowed(user)]
        current = _current(self._request.path, allowed)
        return [_entry(item, url, item is current, self._request) for item, url in allowed]


def _current(path: str, entries: list[tuple[NavItem, str]]) -> NavItem | None:
    """The entry whose address, or a further prefix of it, is the longest start of the path."""
    prefixes = [(prefix, item) for item, url in entries for prefix in (url, *item.also)]
    matches = [(len(prefix), item) for prefix, item in prefixes if path.startswith(prefix)]
    return max(matches, key=lambda match: match[0], default=(0, None))[1]


def _entry(item: NavItem, url: str, current: bool, request: HttpRequest) -> NavEntry:
    count = item.count
    read = partial(count, request) if count else _nothing
    words = (str(item.label), str(item.short or item.label))
    group = next(str(name) for first, name in reversed(GROUPS) if item.order >= first)
    return NavEntry(*words, url, item.icon, current, item.hot, item.tab, item.keys, item.at_hand, read, group)


def _nothing() -> int | None:
    return None
