"""Forms that add or change a row: refusals at their fields, and both values where somebody was faster."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal


class FormPage(PageView):
    """A page with one form; what was typed survives every refusal.

    A subclass gives `row`, `form`, `act`, `heading` and its words. `stored` says the values as they stand now, which
    are shown beside the typed ones where somebody else saved first.
    """

    template = "generic/form.html"
    button: "str | Promise" = ""
    done: "str | Promise" = ""

    def get(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """The form."""
        row = self.allowed(request, **where)
        return self.show(request, row, self.form(request, row))

    def post(self, request: HttpRequest, **where: Any) -> HttpResponse:
        """Save and go to the row's page, or say at the field what stands against it."""
        row = self.allowed(request, **where)
        form = self.form(request, row)
        if not form.is_valid():
            return self.show(request, row, form, status=422)
        try:
            saved = self.act(request, row, dict(form.cleaned_data))
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.show(request, row, form, status=422)
        except StaleVersion as refusal:
            return self.outdated(request, form, refusal, **where)
        except Conflict as refusal:
            return self.show(request, row, form, status=409, conflict=refusal.message)
        messages.success(request, str(self.done))
        return self.after(request, saved)

    def outdated(
        self, request: HttpRequest, form: forms.Form, refusal: StaleVersion, **where: Any
    ) -> HttpResponse:
        """The form as typed, what is stored where it differs, and the version that saving again replaces."""
        row = self.allowed(request, **where)
        stored = self.stored(row)
        differing = [
            (form[name].label, said(form[name], value))
            for name, value in stored.items()
            if name in form.fields and typed_form(form[name].value()) != typed_form(value)
        ]
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = refusal.current  # type: ignore[index]
        return self.show(request, row, form, status=409, conflict=refusal.message, differing=differing)

    def allowed(self, request: HttpRequest, **where: Any) -> Any:
        """The row, for those who may do this to it. Raises Http404, Forbidden."""
        row = self.row(request, **where)
        require(request.user, str(self.access), row)
        return row

    def row(self, request: HttpRequest, **where: Any) -> Any:
        """The row of the address, or None for a new one."""
        return None

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The form, bound on a post."""
        raise NotImplementedError

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Any:
        """Call the action with the cleaned values and return the row to go to."""
        raise NotImplementedError

    def after(self, request: HttpRequest, saved: Any) -> HttpResponse:
        """Go to what was saved."""
        return redirect(saved)

    def heading(self, row: Any) -> str:
        """What the page is about."""
        raise NotImplementedError

    def back(self, row: Any) -> str:
        """Where *Cancel* leads."""
        return str(row.get_absolute_url())

    def stored(self, row: Any) -> Mapping[str, Any]:
        """The values as they stand, by the names of the form's fields."""
        return {}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Further context."""
        return {}

    def show(
        self, request: HttpRequest, row: Any, form: forms.Form, *, status: int = 200, **further: Any
    ) -> HttpResponse:
        """Draw the page."""
        context = {
            "row": row,
            "form": form,
            "heading": self.heading(row),
            "button": self.button,
            "back": self.back(row),
            **self.more_context(request, row),
            **further,
        }
        return render(request, self.template, context, status=status)


def said(bound: forms.BoundField, value: Any) -> str:
    """A stored value in the words of its field."""
    field = bound.field
    if isinstance(field, forms.ModelChoiceField):
        return str(field.clean(value))
    if isinstance(field, forms.MultipleChoiceField | forms.ChoiceField):
        words = dict(field.choices)  # type: ignore[arg-type]
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(words.get(one, one)) for one in chosen) or _("Nothing")
    return str(value) or _("Nothing")


def typed_form(value: Any) -> Any:
    """A value as a form would send it, so that typed and stored ones compare."""
    if isinstance(value, list):
        return sorted(str(one) for one in value)
    text = value.isoformat() if isinstance(value, date) else str("" if value is None else value)
    return text.replace("\r\n", "\n").strip()


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: the data of a post, else nothing."""
    return request.POST if request.method == "POST" else None
