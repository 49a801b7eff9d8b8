"""The pages where macros are kept: `/setup/macros/` for others, `/me/macros/` for oneself."""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from hospital_itsm.macros.actions import keeping
from hospital_itsm.macros.forms.macros import MacroForm, OwnMacroForm
from hospital_itsm.macros.models import Macro
from hospital_itsm.macros.queries.macros import own
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.people.views.setup_rows import (
    KindView,
    NewRowView,
    RetireView,
    RowKind,
    RowsView,
    RowView,
)


def _team(row: Any) -> Any:
    return row.team.name if row.team else _("Everyone")


def does(row: Any) -> str:
    """What a macro does, in short words."""
    parts = [
        (row.reply, _("reply")),
        (row.note, _("internal note")),
        (row.then_state, _("state")),
        (row.assignee, _("assignee")),
        (row.category_id, _("category")),
        (row.priority is not None, _("priority")),
        (row.to_team_id, _("team")),
    ]
    return ", ".join(str(words) for there, words in parts if there)


MACROS: Final = RowKind(
    name="macro",
    plural="macros",
    app="macros",
    title=_("Macros"),
    intro=_("Named outcomes and ready words. Agents see what each one changes before it runs."),
    add_words=_("Add a macro"),
    retire_words=_("Retire the macro"),
    retire_hint=_("Nobody runs it any more. What it did stays."),
    icon="bolt",
    form=MacroForm,
    rows=lambda: Macro.objects.filter(owner=None).select_related("team"),
    columns=((_("Who uses it"), _team), (_("Does"), does)),
    add=keeping.add_macro,
    change=keeping.change_macro,
    retire=keeping.retire_macro,
    restore=keeping.restore_macro,
    ordering=("-is_active", "name", "id"),
    empty_words=_("A macro does in one press what agents do by hand again and again."),
)


OWN: Final = RowKind(
    name="own_macro",
    plural="own_macros",
    app="macros",
    title=_("My macros"),
    intro=_("Only you see and run these."),
    add_words=_("Add a macro"),
    retire_words=_("Retire the macro"),
    retire_hint=_("It leaves your list. What it did stays."),
    icon="bolt",
    form=OwnMacroForm,
    rows=Macro.objects.none,
    columns=((_("Does"), does),),
    add=keeping.add_own_macro,
    change=keeping.change_own_macro,
    retire=keeping.retire_own_macro,
    restore=keeping.restore_own_macro,
    ordering=("-is_active", "name", "id"),
    home=("tickets:queue", _("Back to the queue")),
    empty_words=_("A macro does in one press what you do by hand again and again."),
)


class OwnView(KindView):
    """A page of one's own macros: the rows of anybody else are not there."""

    access = "macro.keep_own"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Narrow the rows to those of the person who asks."""
        super().setup(request, *args, **kwargs)
        self.kind = replace(OWN, rows=lambda: own(signed_in(request)))  # type: ignore[misc]


class OwnRows(OwnView, RowsView):
    """One's own macros."""


class NewOwn(OwnView, NewRowView):
    """Add one."""


class OwnRow(OwnView, RowView):
    """Edit one."""


class RetireOwn(OwnView, RetireView):
    """Retire one, or take it back into use."""


BASE: Final = "me/macros/"
OWN_PATHS: Final[list[URLPattern]] = [
    path(BASE, OwnRows.as_view(), name="own_macros"),
    path(f"{BASE}new/", NewOwn.as_view(), name="new_own_macro"),
    path(f"{BASE}<int:pk>/", OwnRow.as_view(), name="own_macro"),
    path(f"{BASE}<int:pk>/retire/", RetireOwn.as_view(), name="retire_own_macro"),
    path(f"{BASE}<int:pk>/restore/", RetireOwn.as_view(back=True), name="restore_own_macro"),
]
