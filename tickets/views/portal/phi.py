"""The patient-data notice: what was found, in words; it never stops the sending (domain 4.3)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.phi import patterns as found_types
from hospital_itsm.core.phi_guard import phi_findings
from hospital_itsm.core.views import PageView
from tickets.actions.intake import LONGEST_TEXT

FOUND: dict[str, Promise] = {
    found_types.RECORD_NUMBER: gettext_lazy("This looks like a patient record number: “%(excerpt)s”."),
    found_types.SOCIAL_SECURITY: gettext_lazy("This looks like a Social Security number: “%(excerpt)s”."),
    found_types.BIRTH_DATE: gettext_lazy("This looks like a date of birth: “%(excerpt)s”."),
    found_types.ACCOUNT: gettext_lazy("This looks like a visit or account number: “%(excerpt)s”."),
    found_types.NHS_NUMBER: gettext_lazy("This looks like an NHS number: “%(excerpt)s”."),
    found_types.HEALTH_PLAN: gettext_lazy("This looks like a health plan number: “%(excerpt)s”."),
    found_types.NAME: gettext_lazy("This looks like a patient’s name: “%(excerpt)s”."),
    found_types.BED: gettext_lazy("This looks like a patient and a bed: “%(excerpt)s”."),
    found_types.CONTACT: gettext_lazy("This looks like a patient’s phone or e-mail: “%(excerpt)s”."),
    found_types.SITE: gettext_lazy("This looks like a patient number: “%(excerpt)s”."),
}


def phi_notice(text: str, decision: str = "") -> dict[str, str] | None:
    """What the notice under a text box says about its first finding ({lead, text, excerpt, decision}), or None."""
    found = phi_findings(text[:LONGEST_TEXT]) if text.strip() else ()
    if not found:
        return None
    excerpt = text[found[0].start : found[0].end]
    return {
        "lead": str(FOUND[found[0].type]) % {"excerpt": excerpt},
        "text": _("We don’t need it to fix the problem. Sent as it is, we hide it."),
        "excerpt": excerpt,
        "decision": decision,
    }


class PhiView(PageView):
    """Checks a text while it is typed: 204, or the words of the notice."""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check it; nothing is kept."""
        found = phi_notice(request.POST.get("text", ""))
        return JsonResponse(found) if found else HttpResponse(status=204)
