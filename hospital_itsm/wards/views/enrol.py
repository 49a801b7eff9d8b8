"""Opening the link at the computer itself: a press makes this browser the ward computer."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.actors import System
from hospital_itsm.core.views import PageView
from hospital_itsm.people.models import Workstation
from hospital_itsm.people.workstations import mark
from hospital_itsm.wards.actions.stations import enrol
from hospital_itsm.wards.queries.stations import enrollable

ENROLMENT: Final = System("enrolment")


class EnrolView(PageView):
    """`/ward/enrol/<secret>/`: says which computer this becomes; only the press uses the link up."""

    public_because = (
        "nobody is signed in at a computer that is being set up; the secret of the link lets it in, once"
    )
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Ask for the press: a link that is only looked at must not be used up."""
        workstation = enrollable(secret, timezone.now())
        if workstation is None:
            raise Http404
        answer = render(request, "wards/enrol.html", {"workstation": workstation})
        answer["Cache-Control"], answer["Referrer-Policy"] = "no-store", "same-origin"
        return answer

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Enrol this browser and go to sign-in."""
        try:
            workstation = enrol(secret, actor=ENROLMENT)
        except Workstation.DoesNotExist as error:
            raise Http404 from error
        messages.success(request, _("This computer is %(name)s now.") % {"name": workstation.name})
        answer = redirect("account_login")
        mark(answer, workstation, secure=request.is_secure())
        return answer
