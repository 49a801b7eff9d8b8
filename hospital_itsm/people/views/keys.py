"""`/me/keys/`: one's own letters of the single-key shortcuts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions.keys import KEYS, choose_keys
from hospital_itsm.people.forms.keys import KeysForm
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.layout import own_layout, signed_in


class KeysView(PageView):
    """A letter for each thing, kept with the person."""

    access = "people.me"

    def get(self, request: HttpRequest) -> HttpResponse:
        """As it stands."""
        return self._page(request, KeysForm(own=signed_in(request).preferences.get(KEYS, {})))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the letters, or give all of them back."""
        user = signed_in(request)
        if "usual" in request.POST:
            choose_keys({}, actor=user)
            messages.success(request, _("Every key is the usual one."))
            return redirect("people:keys")
        form = KeysForm(request.POST, own=user.preferences.get(KEYS, {}))
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            choose_keys(form.letters, actor=user)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self._page(request, form, status=422)
        messages.success(request, _("Your keys are saved."))
        return redirect("people:keys")

    def _page(self, request: HttpRequest, form: KeysForm, status: int = 200) -> HttpResponse:
        return render(
            request, "people/keys.html", {"layout": own_layout(request), "form": form}, status=status
        )
