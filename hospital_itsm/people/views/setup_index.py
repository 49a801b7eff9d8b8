"""The index of the set-up: search first, and the tasks of a first run."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core import setup_index
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.first_run import DONE
from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions.mail_check import send_test_mail
from hospital_itsm.people.views.layout import signed_in


class SetupView(PageView):
    """Every setting somebody may use; `q` narrows."""

    access = "setup.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them; the first run's tasks stand beside an empty search."""
        words = request.GET.get("q", "").strip()
        tasks = [] if words else setup_index.tasks(timezone.now())
        context = {
            "q": words,
            "settings": setup_index.settings_for(request.user, words),
            "tasks": tasks,
            "done": sum(task.status == DONE for task in tasks),
        }
        return render(request, "setup/index.html", context)


class MailCheckView(PageView):
    """Send a test e-mail to oneself."""

    access = "setup.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it."""
        try:
            send_test_mail(actor=signed_in(request))
        except Conflict as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("A test e-mail is on its way to you."))
        return redirect("people:setup")
