"""How I am told: what comes by e-mail, when, and the hours in which nothing does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.outbox.actions.choosing import choose_mails
from hospital_itsm.outbox.mail_choices import choice_of
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.forms.telling import TellingForm
from hospital_itsm.people.views.layout import own_layout, signed_in


class TellingView(PageView):
    """Choose the pace of each topic, the time of the daily e-mail and the quiet hours."""

    access = "mail_choice.change"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what holds now."""
        user = signed_in(request)
        return self._page(request, TellingForm(user=user, choice=choice_of(user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it."""
        user = signed_in(request)
        form = TellingForm(request.POST, user=user, choice=choice_of(user))
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            choose_mails(actor=user, **form.chosen)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self._page(request, form, status=422)
        messages.success(request, _("Saved. It holds from the next e-mail on."))
        return redirect("people:telling")

    def _page(self, request: HttpRequest, form: TellingForm, status: int = 200) -> HttpResponse:
        context = {"layout": own_layout(request), "form": form}
        return render(request, "people/telling.html", context, status=status)
