"""Recalls: working one device."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets import recall_page
from assets.actions.recalls import lines as working
from assets.choices import Disposition, RecallState
from assets.forms import recalls as fields
from assets.models import RecallLine
from assets.rules.recall_clocks import may_be_declared_lost
from assets.views.recalls.pages import case_or_404
from hospital_itsm.core.access import can, require
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted


class DeviceView(PageView):
    """`/safety/recalls/<key>/devices/<tag>/`: why it is here, where it is, what was done, what to do."""

    access = "recall.read"

    def get(self, request: HttpRequest, key: str, tag: str) -> HttpResponse:
        """Show it."""
        line = line_or_404(request, key, tag)
        searches = list(line.searches.select_related("by"))
        is_missing = line.disposition == Disposition.MISSING
        days = [search.searched_on for search in searches]
        context = {
            "case": line.case,
            "view": recall_page.line_in_words(line),
            "line": line,
            "searches": searches,
            "is_missing": is_missing,
            "may_work": can(request.user, "recall.work", line.case)
            and line.case.state not in (RecallState.CLOSED, RecallState.VERIFIED),
            "may_sign_lost": is_missing
            and can(request.user, "recall.manage", line.case)
            and may_be_declared_lost(days, timezone.localdate()),
        }
        return render(request, "assets/recalls/device.html", context)


class LocateView(PageView):
    """`/safety/recalls/<key>/devices/<tag>/locate/`: somebody stands in front of it."""

    access = "recall.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, tag: str) -> HttpResponse:
        """Note it."""
        line = line_or_404(request, key, tag)
        require(request.user, "recall.work", line.case)
        working.locate(line.case.key, line.asset.tag, actor=request.user)
        messages.success(request, _("%(tag)s is located.") % {"tag": line.asset.tag})
        return redirect(line)


class LineForm(FormPage):
    """A form about one device of a recall."""

    access = "recall.work"

    def row(self, request: HttpRequest, **where: Any) -> RecallLine:
        """The line of the address."""
        return line_or_404(request, where["key"], where["tag"])

    def allowed(self, request: HttpRequest, **where: Any) -> RecallLine:
        """The line, for those who may do this."""
        line = self.row(request, **where)
        require(request.user, str(self.access), line.case)
        return line


class SettleView(LineForm):
    """`…/settle/`: what became of it."""

    button = gettext_lazy("Save")
    done = gettext_lazy("It is recorded.")

    def form(self, request: HttpRequest, row: RecallLine) -> forms.Form:
        """What, and what shows it."""
        initial = {"version": row.version, "disposition": row.disposition, "evidence": row.evidence}
        return fields.SettleForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: RecallLine, data: dict[str, Any]) -> Any:
        """Settle it and go back to the recall."""
        return working.settle(row.case.key, row.asset.tag, actor=request.user, **data).case

    def stored(self, row: RecallLine) -> dict[str, Any]:
        """What stands there now."""
        return {"disposition": row.disposition, "evidence": row.evidence}

    def heading(self, row: RecallLine) -> str:
        """Names it."""
        return _("What became of %(tag)s?") % {"tag": row.asset.tag}


class SearchView(LineForm):
    """`…/search/`: one documented search."""

    button = gettext_lazy("Record the search")
    done = gettext_lazy("The search is recorded.")

    def form(self, request: HttpRequest, row: RecallLine) -> forms.Form:
        """When and where."""
        return fields.SearchForm(posted(request), initial={"on": timezone.localdate()})

    def act(self, request: HttpRequest, row: RecallLine, data: dict[str, Any]) -> RecallLine:
        """Record it."""
        working.note_search(row.case.key, row.asset.tag, actor=request.user, **data)
        return row

    def heading(self, row: RecallLine) -> str:
        """Names it."""
        return _("A search for %(tag)s") % {"tag": row.asset.tag}


class LostView(LineForm):
    """`…/lost/`: the manager signs it off."""

    access = "recall.manage"
    button = gettext_lazy("Sign it off as lost")
    done = gettext_lazy("The device is signed off as lost. Everybody concerned is alerted.")

    def form(self, request: HttpRequest, row: RecallLine) -> forms.Form:
        """What the searches came to."""
        return fields.LostForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: RecallLine, data: dict[str, Any]) -> Any:
        """Sign."""
        return working.declare_lost(row.case.key, row.asset.tag, actor=request.user, **data).case

    def heading(self, row: RecallLine) -> str:
        """Names it."""
        return _("%(tag)s is lost") % {"tag": row.asset.tag}

    def more_context(self, request: HttpRequest, row: RecallLine) -> dict[str, Any]:
        """What it means."""
        return {
            "told": _(
                "After three searches over 90 days. If it may hold patient data, privacy is told as well."
            )
        }


def line_or_404(request: HttpRequest, key: str, tag: str) -> RecallLine:
    """The line of an address with device and case. Raises Http404 where there is none or it is not visible."""
    case = case_or_404(request, key)
    line = RecallLine.objects.placed().filter(case=case, asset__tag=tag).first()
    if line is None:
        raise Http404
    line.case = case
    found: RecallLine = line
    return found
