"""Starting procedures and ending those that will not be finished."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Asset
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.procedures.actions.procedures import cancel_procedure, start_procedure
from hospital_itsm.procedures.forms.steps import CancelForm, StartForm
from hospital_itsm.procedures.models import Procedure
from hospital_itsm.procedures.views.procedure import procedure_or_404


class StartView(FormPage):
    """`/procedures/new/`; `?asset=` and `?kind=` fill in what the page before knew."""

    access = "procedure.work"
    button = gettext_lazy("Start the procedure")
    done = gettext_lazy("The procedure is started.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """On what, which, for which ticket."""
        given = {name: request.GET.get(name, "")[:40] for name in ("asset", "kind", "ticket")}
        return StartForm(posted(request), initial=given)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Procedure:
        """Start it."""
        try:
            return start_procedure(
                data["asset"], actor=request.user, kind=data["kind"], ticket=data["ticket"]
            )
        except Asset.DoesNotExist:
            raise ValueRefused(
                {"asset": _("There is no asset %(tag)s. Check the tag.") % {"tag": data["asset"]}}
            ) from None

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Start a procedure")

    def back(self, row: Any) -> str:
        """The board."""
        return reverse("procedures:board")


class CancelView(FormPage):
    """`/procedures/<pk>/cancel/`."""

    access = "procedure.sign"
    button = gettext_lazy("Cancel the procedure")
    done = gettext_lazy("The procedure is cancelled.")

    def row(self, request: HttpRequest, **where: Any) -> Procedure:
        """The procedure of the address."""
        return procedure_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return CancelForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Procedure:
        """Cancel it."""
        return cancel_procedure(row.pk, actor=request.user, reason=data["reason"])

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Cancel %(title)s of %(tag)s") % {"title": row.title, "tag": row.asset.tag}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {"told": _("What was done so far stays on record. Nothing in it can be changed afterwards.")}
