"""`/glossary/`: the common language, and the forms that keep it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.glossary.actions.terms import add_term, change_term
from hospital_itsm.glossary.forms.terms import TermForm, term_fields
from hospital_itsm.glossary.models import GlossaryTerm
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.people.views.layout import own_layout

LONGEST_TEXT = 120


class GlossaryView(PageView):
    """Every term on one page; `?q=` narrows it."""

    access = "glossary.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them by the alphabet."""
        q = request.GET.get("q", "").replace("\x00", "")[:LONGEST_TEXT]
        may_manage = can(request.user, "glossary.manage")
        rows = GlossaryTerm.objects.all() if may_manage else GlossaryTerm.objects.in_use()
        terms = sorted(rows.matching(q), key=lambda row: row.term.lower())
        context = {"layout": own_layout(request), "terms": terms, "q": q, "may_manage": may_manage}
        return render(request, "glossary/glossary.html", context)


class TermPage(FormPage):
    """A form about one term."""

    access = "glossary.manage"

    def back(self, row: Any) -> str:
        """The glossary."""
        return reverse("glossary:glossary")


class NewTermView(TermPage):
    """`/glossary/new/`."""

    button = gettext_lazy("Add the term")
    done = gettext_lazy("The term is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Empty."""
        return TermForm(posted(request), initial={"is_active": "yes"})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> GlossaryTerm:
        """Add it."""
        data.pop("version")
        return add_term(actor=request.user, fields=data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a term")


class EditTermView(TermPage):
    """`/glossary/<slug>/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The term is changed.")

    def row(self, request: HttpRequest, **where: Any) -> GlossaryTerm:
        """The term of the address."""
        found: GlossaryTerm = get_object_or_404(GlossaryTerm, slug=where["slug"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        return TermForm(posted(request), initial={**term_fields(row), "version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> GlossaryTerm:
        """Change it."""
        version = data.pop("version")
        return change_term(row.slug, actor=request.user, fields=data, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return term_fields(row)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(term)s") % {"term": row.term}
