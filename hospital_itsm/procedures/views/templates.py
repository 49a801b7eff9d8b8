"""Templates of procedures: what is asked for today, earlier versions, and a new one."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.choices import AssetClass
from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.people.views.layout import own_layout
from hospital_itsm.procedures.actions.templates import publish_template
from hospital_itsm.procedures.forms.templates import TemplateForm, template_fields
from hospital_itsm.procedures.models import ProcedureTemplate


class TemplatesView(PageView):
    """`/procedures/templates/`: the newest version of each with its steps; earlier ones by `?version=` on its page."""

    access = "procedure.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        rows = ProcedureTemplate.objects.current().select_related("made_by").prefetch_related("steps")
        context = {
            "layout": own_layout(request),
            "templates": [(row, _classes(row)) for row in sorted(rows, key=lambda one: one.pk)],
            "may_publish": can(request.user, "procedure.sign"),
        }
        return render(request, "procedures/templates.html", context)


class NewVersionView(FormPage):
    """`/procedures/templates/<code>/`: publish the next version."""

    access = "procedure.sign"
    button = gettext_lazy("Publish the new version")
    done = gettext_lazy("The new version is published. Open procedures keep theirs.")

    def row(self, request: HttpRequest, **where: Any) -> ProcedureTemplate:
        """The newest version. Raises Http404 where there is no such template."""
        found = ProcedureTemplate.objects.filter(code=where["code"]).order_by("-version").first()
        if found is None:
            raise Http404
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its values."""
        return TemplateForm(posted(request), initial={**template_fields(row), "version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Any:
        """Publish it."""
        publish_template(row.code, actor=request.user, **data)
        return reverse("procedures:templates")

    def stored(self, row: Any) -> dict[str, Any]:
        """The values of the newest version."""
        return {name: value for name, value in template_fields(row).items() if name != "required_for"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("New version of %(title)s") % {"title": row.title}

    def back(self, row: Any) -> str:
        """The templates."""
        return reverse("procedures:templates")


def _classes(template: ProcedureTemplate) -> list[str]:
    return [str(AssetClass(code).label) for code in template.required_for]
