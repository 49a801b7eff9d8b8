"""The filter panel of the queue: menus for what people narrow by most."""

from typing import Any

from django import forms
from django.db.models import Value
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.models import CareArea, Team
from tickets.choices import Priority, State
from tickets.filters import ME, NOBODY, OPEN

ANY = [("", _("Any"))]
YES_NO = [*ANY, ("yes", _("Yes")), ("no", _("No"))]


class Menu(forms.Select):
    """A menu drawn at once: the stock widget renders two templates for each of its hundred options."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw the menu; its choices have no groups."""
        chosen = {str(one) for one in self.format_value(value)}
        options = ((code, " selected" if str(code) in chosen else "", words) for code, words in self.choices)
        drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
        named = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(named), drawn)


class Choice(forms.ChoiceField):
    """A field with such a menu."""

    widget = Menu


class FilterForm(forms.Form):
    """Adds filters to the address by GET; names are those of `tickets.filters`.

    `names` are the words of the codes of active teams and units, by filter.
    """

    team = Choice(label=_("Team"), required=False)
    state = Choice(label=_("State"), required=False, choices=[*ANY, (OPEN, _("Open")), *State.choices])
    priority = Choice(label=_("Priority"), required=False, choices=[*ANY, *Priority.choices])
    assignee = Choice(
        label=_("Assignee"), required=False, choices=[*ANY, (ME, _("Me")), (NOBODY, _("Nobody"))]
    )
    care_area = Choice(label=_("Unit"), required=False)
    care = Choice(label=_("Patient care affected"), required=False, choices=YES_NO)
    late = Choice(label=_("Late"), required=False, choices=YES_NO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams, units = _teams_and_units()
        self.names = {"team": dict(teams), "care_area": dict(units)}
        self._choose("team", [*ANY, (NOBODY, _("None yet")), *teams])
        self._choose("care_area", [*ANY, *units])
        for field in self.fields.values():
            field.widget.attrs["class"] = "field"

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _teams_and_units() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Codes and names of both menus, by name: one statement."""
    teams, units = (
        model.objects.filter(is_active=True).order_by().values_list(Value(model.__name__), "code", "name")
        for model in (Team, CareArea)
    )
    rows = list(teams.union(units, all=True).order_by("name", "code"))
    found = ([(code, name) for kind, code, name in rows if kind == one] for one in ("Team", "CareArea"))
    return next(found), next(found)
