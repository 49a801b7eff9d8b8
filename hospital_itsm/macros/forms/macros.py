"""The forms of macros."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hospital_itsm.macros.choices import THEN_STATES, Assignee
from hospital_itsm.macros.rules.words import NAMES
from hospital_itsm.people.forms.setup_rows import RowForm, row_field, text_field
from hospital_itsm.people.models import Team
from tickets.choices import Priority
from tickets.models import Category

LONGEST = 4000
NAMES_HINT = format_lazy("{} {}", _("You may write:"), ", ".join(f"{{{{ {name} }}}}" for name in NAMES))


def words_field(label: Any, hint: Any) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        help_text=hint,
        widget=forms.Textarea(attrs={"class": "field", "rows": "4"}),
        error_messages={"max_length": _("Use at most %(limit_value)d characters.")},
    )


def maybe(label: Any, choices: Any, **options: Any) -> forms.TypedChoiceField:
    """One of a fixed list, or nothing."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", _("Leave it as it is")), *choices],
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("Choose one of the listed values.")},
        **options,
    )


class OwnMacroForm(RowForm):
    """What a macro does. The action says what cannot be together."""

    name = text_field(
        _("Name"), 80, required=True, hint=_("What comes of it, such as Printer: ask for the label.")
    )
    reply = words_field(_("Reply"), NAMES_HINT)
    note = words_field(_("Internal note"), _("For the desk alone. The same names stand for facts here."))
    then_state = maybe(_("Then set the state"), [(one.value, one.label) for one in THEN_STATES])
    assignee = maybe(_("Assign to"), Assignee.choices)
    category = row_field(
        _("Category"),
        Category.objects.filter(is_active=True).order_by("name"),
        empty=_("Leave it as it is"),
    )
    priority = maybe(
        _("Priority"),
        [(value, words) for value, words in Priority.choices if value < Priority.P5],
        coerce=int,
        empty_value=None,
    )
    to_team = row_field(
        _("Give it to the team"),
        Team.objects.filter(is_active=True).order_by("name"),
        empty=_("Leave it as it is"),
    )
    why = text_field(_("Why the team or the priority changes"), 200)


class MacroForm(OwnMacroForm):
    """A macro for everyone or for a team."""

    team = row_field(
        _("Who uses it"),
        Team.objects.filter(is_active=True).order_by("name"),
        empty=_("Everyone who works tickets"),
    )
    field_order = ("name", "team")
