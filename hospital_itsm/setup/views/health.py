"""`/setup/health/`: how each part of the product stands, in words, with its mend."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.views import PageView
from hospital_itsm.setup.health_lines import lines
from hospital_itsm.setup.rules import standing

TAGS: Final = {
    standing.BROKEN: ("tag-bad", _("Broken")),
    standing.LOOK: ("tag-warn", _("Look at it")),
    standing.WELL: ("tag-none", _("Well")),
    standing.OFF: ("tag-none", _("Not used")),
}
SENTENCES: Final = {
    standing.BROKEN: _("Something is broken."),
    standing.LOOK: _("Something needs a look."),
    standing.WELL: _("All is well."),
}


class HealthView(PageView):
    """The page; it answers even where parts do not."""

    access = "setup.manage"
    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask every part now."""
        found = lines()
        whole = standing.whole([one.standing for one in found if one.standing != standing.OFF])
        context = {
            "rows": [(one, *TAGS[one.standing]) for one in found],
            "whole": whole,
            "sentence": SENTENCES[whole],
            "now": timezone.now(),
        }
        return render(request, "setup/health.html", context)
