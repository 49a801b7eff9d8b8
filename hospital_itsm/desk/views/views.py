"""Saved views: the list of them, saving what stands in the address, changing, keeping, removing, choosing."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.desk.actions.choosing import choose
from hospital_itsm.desk.actions.views import change_view, remove_view, save_view
from hospital_itsm.desk.forms.views import ChoiceForm, ViewForm
from hospital_itsm.desk.models import SavedView
from hospital_itsm.people.views.form_page import FormPage, posted

MOST_LISTED: Final = 200
TOLD = gettext_lazy(
    "Whoever sees it gets the filters and the order. The tickets are always those that each reader may see."
)


class ViewsPage(PageView):
    """`/queue/views/`: every saved view the person sees."""

    access = "view.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Starred ones first, then by name."""
        rows = SavedView.objects.visible_to(request.user).as_listed_for(request.user)
        found = list(rows[: MOST_LISTED + 1])
        context = {"rows": found[:MOST_LISTED], "has_more": len(found) > MOST_LISTED, "most": MOST_LISTED}
        return render(request, "desk/views.html", context)


class SavedViewPage(PageView):
    """`/queue/views/<pk>/`: the queue as it was saved."""

    access = "view.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go there."""
        return redirect(seen_or_404(request, pk))


class SaveView(FormPage):
    """`/queue/views/save/?base=…`: save what stands in the address."""

    access = "view.save"
    button = gettext_lazy("Save the view")
    done = gettext_lazy("The view is saved.")

    def form(self, request: HttpRequest, row: None) -> forms.Form:
        """Name and reach."""
        return ViewForm(request.user, can(request.user, "view.share"), posted(request))

    def act(self, request: HttpRequest, row: None, data: dict[str, Any]) -> SavedView:
        """Save it."""
        data.pop("version", None)
        base, parameters = _asked(request)
        try:
            return save_view(base, parameters, actor=request.user, **data)
        except ValueRefused as refusal:
            raise _at_the_form(refusal) from None

    def heading(self, row: None) -> str:
        """What it is."""
        return _("Save this view")

    def back(self, row: None) -> str:
        """The queue as it stood."""
        return reverse("tickets:queue")

    def more_context(self, request: HttpRequest, row: None) -> dict[str, Any]:
        """What sharing means."""
        return {"told": TOLD}


class EditView(FormPage):
    """`/queue/views/<pk>/edit/`: name and reach of one's own."""

    access = "view.save"
    button = gettext_lazy("Save the view")
    done = gettext_lazy("The view is saved.")

    def row(self, request: HttpRequest, **where: Any) -> SavedView:
        """One's own."""
        return own_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: SavedView) -> forms.Form:
        """As it stands."""
        initial = {**self.stored(row), "version": row.version}
        return ViewForm(request.user, can(request.user, "view.share"), posted(request), initial=initial)

    def act(self, request: HttpRequest, row: SavedView, data: dict[str, Any]) -> SavedView:
        """Save it."""
        return change_view(row, actor=request.user, **data)

    def heading(self, row: SavedView) -> str:
        """Names it."""
        return _("Change “%(name)s”") % {"name": row.name}

    def stored(self, row: SavedView) -> dict[str, Any]:
        """Name and reach."""
        return {"name": row.name, "reach": row.reach, "team": row.team.code if row.team else ""}

    def back(self, row: SavedView) -> str:
        """The list of views."""
        return reverse("desk:views")

    def more_context(self, request: HttpRequest, row: SavedView) -> dict[str, Any]:
        """What sharing means."""
        return {"told": TOLD}


class KeepView(PageView):
    """`/queue/views/<pk>/keep/?base=…`: keep what stands in the address."""

    access = "view.save"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store it, or say why not."""
        row = own_or_404(request, pk)
        base, parameters = _asked(request)
        try:
            row = change_view(row, actor=request.user, base=base, parameters=parameters)
        except ValueRefused as refusal:
            messages.error(request, " ".join(str(words) for words in refusal.errors.values()))
            return redirect(row)
        messages.success(request, _("The view is saved."))
        return redirect(row)


class RemoveView(PageView):
    """`/queue/views/<pk>/remove/`."""

    access = "view.save"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove one's own."""
        remove_view(own_or_404(request, pk), actor=request.user)
        messages.success(request, _("The saved view is removed."))
        return redirect("desk:views")


class OptionsView(FormPage):
    """`/queue/views/<pk>/options/`: star, default and alert, for the person alone."""

    access = "view.read"
    button = gettext_lazy("Save")
    done = gettext_lazy("Saved. It concerns nobody but you.")

    def row(self, request: HttpRequest, **where: Any) -> SavedView:
        """One the person sees."""
        return seen_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """As the person chose."""
        wants = [code for code, on in (("star", row.my_is_starred), ("default", row.my_is_default)) if on]
        initial = {"wants": wants, "most": row.my_most, "oldest_minutes": row.my_oldest_minutes}
        return ChoiceForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: SavedView, data: dict[str, Any]) -> SavedView:
        """Keep it."""
        wants = data["wants"]
        choose(
            row,
            actor=request.user,
            is_starred="star" in wants,
            is_default="default" in wants,
            most=data["most"],
            oldest_minutes=data["oldest_minutes"],
        )
        return row

    def heading(self, row: SavedView) -> str:
        """Names it."""
        return _("“%(name)s” for me") % {"name": row.name}


def seen_or_404(request: HttpRequest, pk: int) -> Any:
    """A view the person sees, with what they chose about it. Raises Http404."""
    row = SavedView.objects.visible_to(request.user).as_listed_for(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def own_or_404(request: HttpRequest, pk: int) -> SavedView:
    """One's own view. Raises Http404 for one of somebody else."""
    row: SavedView = seen_or_404(request, pk)
    if not row.is_owned_by(request.user):
        raise Http404
    return row


def _asked(request: HttpRequest) -> tuple[str, Any]:
    parameters = request.GET.copy()
    base = parameters.pop("base", [""])[-1]
    return str(base), parameters


def _at_the_form(refusal: ValueRefused) -> ValueRefused:
    """What the address cannot be saved with stands at the name, since the form has no field for it."""
    fields = {
        name if name in ("name", "reach", "team") else "name": words for name, words in refusal.errors.items()
    }
    return ValueRefused(fields)
