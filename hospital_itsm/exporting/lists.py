"""The lists that leave as files: what each is called, who may have it, its rows and its columns.

    ASSETS = register(ExportedList("asset", _("Assets"), "asset.read", "assets:assets", "assets:export_assets", ...))

The address of its export is made by `views.export_view`; a page draws the buttons with `{% export_list "asset" %}`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from hospital_itsm.core.filtering import Filters


class ListMissing(Exception):
    """What the list is of is not there, or not for this person."""


@dataclass(frozen=True)
class Reader:
    """Who reads a list, when, with which parameters of the address; `key` names what the list is of."""

    actor: Any
    given: Mapping[str, Any]
    now: datetime
    key: str = ""


@dataclass(frozen=True)
class Column:
    """One column; `read` takes it from a line. The heading of moments names the hospital's time zone.

    By its `code` a page asks for it where people choose the columns they see.
    """

    title: "str | Promise"
    read: Callable[[Any], Any]
    is_moment: bool = False
    code: str = ""


class NoFilters(Filters):
    """A list that is not narrowed."""

    known: ClassVar = {}


def as_it_is(rows: Sequence[Any], reader: Reader) -> Iterable[Any]:
    """The lines of a list that needs nothing but its rows."""
    return rows


@dataclass(frozen=True)
class ExportedList:
    """One list. `verb` opens it; `page_name` and `url_name` are its page and the address of its export.

    `sources` gives what the reader sees, before filters and order, as querysets written one after the other; it
    raises ListMissing. `columns` are those the reader sees. `dress` makes lines of some rows of a source at a time.
    `subject` says of what the list is. `guarded` tells lines whose reading the trail counts.
    """

    code: str
    title: "str | Promise"
    verb: str
    page_name: str
    url_name: str
    sources: Callable[[Reader], Sequence[QuerySet[Any]]]
    columns: Callable[[Any], Sequence[Column]]
    filters: type[Filters] = NoFilters
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dress: Callable[[Sequence[Any], Reader], Iterable[Any]] = as_it_is
    subject: Callable[[Reader], str] = lambda reader: ""
    guarded: Callable[[Any], bool] = lambda line: False

    @property
    def job_kind(self) -> str:
        """The code of the job that writes it."""
        return f"{self.code}.export"


_lists: dict[str, ExportedList] = {}


def register(exported: ExportedList) -> ExportedList:
    """Add a list; its job is registered with it. Returns the list."""
    from hospital_itsm.exporting.work import register_job

    _lists[exported.code] = exported
    register_job(exported)
    return exported


def find(code: str) -> ExportedList:
    """The list of this code. Raises KeyError for one nobody registered."""
    return _lists[code]


def registered() -> list[ExportedList]:
    """All lists, in the order of their codes."""
    return [_lists[code] for code in sorted(_lists)]
