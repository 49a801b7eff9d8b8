"""List, add, edit and retire one kind of set-up row: four addresses and two templates for every kind.

An app describes its kind once (`RowKind`) and puts `paths(KIND)` into its addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.forms.setup_rows import RowForm
from hospital_itsm.people.views.layout import signed_in

PAGE_SIZE = 50
Words = Any
Row = Any


@dataclass(frozen=True)
class RowKind:
    """What the pages of one kind need. `name` and `plural` make the URL names, `folder` the address under /setup/.

    `columns` are (label, function of the row) after code and name; `further` gives an edit page more sections as
    `{"sections": [{"title", "rows": [(label, url)], "empty"}]}`. A kind whose rows are versions says how the address
    of any version finds the one that holds (`find`) and which rows share a history (`lineage`). `home` is the page
    above the list, with the words of the way back.
    """

    name: str
    plural: str
    app: str
    title: Words
    intro: Words
    add_words: Words
    retire_words: Words
    retire_hint: Words
    form: type[RowForm]
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[tuple[Words, Callable[[Row], Any]], ...]
    add: Callable[..., Any]
    change: Callable[..., Any]
    retire: Callable[..., Any]
    restore: Callable[..., Any]
    icon: str = "settings"
    ordering: tuple[str, ...] = ("-is_active", "code", "id")
    find: Callable[[int], Row | None] | None = None
    lineage: Callable[[Row], list[Model]] = field(default=lambda row: [row])
    searched: tuple[str, ...] = ("code", "name")
    further: Callable[[Row], Mapping[str, Any]] = field(default=lambda row: {})
    home: tuple[str, Words] = ("people:setup", gettext_lazy("Back to set-up"))
    empty_words: Words = gettext_lazy("Add the first one, or load many from a file: README, A new hospital.")

    def url(self, name: str, *args: Any) -> str:
        """The address of one of this kind's pages."""
        return reverse(f"{self.app}:{name}", args=args)

    @property
    def list_url(self) -> str:
        """The list."""
        return self.url(self.plural)

    @property
    def home_url(self) -> str:
        """The page above the list."""
        return reverse(self.home[0])

    @property
    def add_url(self) -> str:
        """The empty form."""
        return self.url(f"new_{self.name}")

    def row_url(self, row: Row) -> str:
        """The form of one row."""
        return self.url(self.name, row.pk)

    def found(self, words: str) -> QuerySet[Any]:
        """Rows that contain every word in one of the searched fields."""
        wanted = [
            reduce(or_, (Q(**{f"{name}__icontains": word}) for name in self.searched))
            for word in words.split()
        ]
        return self.rows().filter(reduce(and_, wanted, Q()))


class KindView(PageView):
    """A page of one kind of row, for those who keep the set-up."""

    access = "setup.manage"
    kind: ClassVar[RowKind] = None  # type: ignore[assignment]  # each address gives its own

    def row(self, pk: int) -> Row:
        """The row of the address."""
        if self.kind.find is None:
            return get_object_or_404(self.kind.rows(), pk=pk)
        row = self.kind.find(pk)
        if row is None:
            raise Http404
        return row

    def form_page(
        self, request: HttpRequest, form: RowForm, row: Row | None = None, status: int = 200, **further: Any
    ) -> HttpResponse:
        """The form of a new or stored row, with its history."""
        context = {"kind": self.kind, "form": form, "row": row, **further}
        if row is not None:
            context |= {
                "history": history_of(self.kind.lineage(row)),
                "row_url": self.kind.row_url(row),
                **self.kind.further(row),
            }
        return render(request, "setup/row.html", context, status=status)


class RowsView(KindView):
    """The list; `q` narrows, retired rows come last."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List a page of rows, or with htmx only the further ones."""
        words = request.GET.get("q", "").strip()
        try:
            page = seek(self.kind.found(words), self.kind.ordering, PAGE_SIZE, request.GET.get("after", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error
        more = ""
        if page.next_cursor:
            more = f"{self.kind.list_url}?{urlencode({'q': words, 'after': page.next_cursor})}"
        rows = [
            {
                "row": row,
                "url": self.kind.row_url(row),
                "cells": [(label, value(row)) for label, value in self.kind.columns],
            }
            for row in page.rows
        ]
        context = {"kind": self.kind, "rows": rows, "q": words, "more_url": more}
        return render(request, "setup/rows.html", context)


class NewRowView(KindView):
    """Add a row."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask what it is."""
        return self.form_page(request, self.kind.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it and return to the list."""
        form = self.kind.form(request.POST)
        if (again := form.asks_again()) is not None:
            return self.form_page(request, again)
        if form.is_valid():
            try:
                row = self.kind.add(actor=signed_in(request), fields=form.values())
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("%(name)s is added.") % {"name": row})
                return redirect(self.kind.list_url)
        return self.form_page(request, form, status=422)


class RowView(KindView):
    """Edit one row."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        row = self.row(pk)
        return self.form_page(request, self.kind.form(row=row), row)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save it, unless somebody else did since it was read."""
        row = self.row(pk)
        form = self.kind.form(request.POST, row=row)
        if (again := form.asks_again()) is not None:
            return self.form_page(request, again, row)
        if not form.is_valid():
            return self.form_page(request, form, row, status=422)
        try:
            self.kind.change(
                row, actor=signed_in(request), fields=form.values(), version=form.cleaned_data["version"]
            )
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.form_page(request, form, row, status=422)
        except StaleVersion as stale:
            return self._outdated(request, form, row, stale)
        messages.success(request, _("%(name)s is saved.") % {"name": row.name})
        return redirect(self.kind.list_url)

    def _outdated(self, request: HttpRequest, form: RowForm, row: Row, stale: StaleVersion) -> HttpResponse:
        """Both values beside each other; sending once more saves over theirs."""
        stored = form.initial_of(row)
        differing = [
            (form.fields[name].label, _shown(form, name, stored[name]), _shown(form, name, value))
            for name, value in form.typed().items()
            if stored.get(name) != value
        ]
        form.show_version(stale.current)
        return self.form_page(request, form, row, status=409, refused=stale.message, differing=differing)


class RetireView(KindView):
    """Retire a row, or (`back`) take it into use again."""

    http_method_names = ["post"]
    back = False

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say on its page what stands in the way."""
        row = self.row(pk)
        act = self.kind.restore if self.back else self.kind.retire
        try:
            act(row, actor=signed_in(request))
        except Conflict as refusal:
            form = self.kind.form(row=row)
            return self.form_page(request, form, row, status=409, refused=refusal.message)
        words = _("%(name)s is in use again.") if self.back else _("%(name)s is retired.")
        messages.success(request, words % {"name": row.name})
        return redirect(self.kind.list_url)


def _shown(form: RowForm, name: str, value: Any) -> str:
    """A value in words: yes or no, the chosen label, or the value itself."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if value is None or isinstance(value, Model):
        return str(value or "")
    choices = dict(getattr(form.fields[name], "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) for one in value)
    return str(choices.get(value, value))


def paths(kind: RowKind, folder: str) -> list[URLPattern]:
    """The five addresses of a kind under `setup/<folder>/`."""
    base = f"setup/{folder}/"
    return [
        path(base, RowsView.as_view(kind=kind), name=kind.plural),
        path(f"{base}new/", NewRowView.as_view(kind=kind), name=f"new_{kind.name}"),
        path(f"{base}<int:pk>/", RowView.as_view(kind=kind), name=kind.name),
        path(f"{base}<int:pk>/retire/", RetireView.as_view(kind=kind), name=f"retire_{kind.name}"),
        path(
            f"{base}<int:pk>/restore/", RetireView.as_view(kind=kind, back=True), name=f"restore_{kind.name}"
        ),
    ]
