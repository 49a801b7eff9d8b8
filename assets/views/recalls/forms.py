"""Recalls: entering a notice, changing it, and the decisions that ask for something."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.recalls import triage
from assets.actions.recalls.receiving import change_notice, receive_notice
from assets.forms import recalls as fields
from assets.models import RecallCase
from assets.views.recalls.pages import case_or_404
from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.people.views.form_page import FormPage, posted


class NewRecallView(FormPage):
    """`/safety/recalls/new/`: a notice that came as a letter, an alert or in a portal."""

    access = "recall.receive"
    button = gettext_lazy("Enter the notice and find the devices")
    done = gettext_lazy("The notice is entered. These are the devices it means or may mean.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Everything a notice says, and its paper."""
        files = request.FILES if request.method == "POST" else None
        return fields.NewNoticeForm(posted(request), files)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RecallCase:
        """Receive it."""
        data.pop("version")
        document = data.pop("document")
        return receive_notice(actor=request.user, fields=data, document=document)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Enter a recall notice")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("assets:recalls")


class CaseForm(FormPage):
    """A form about one case."""

    access = "recall.manage"

    def row(self, request: HttpRequest, **where: Any) -> RecallCase:
        """The case of the address."""
        return case_or_404(request, where["key"])


class EditNoticeView(CaseForm):
    """`/safety/recalls/<key>/edit/`."""

    access = "recall.work"
    button = gettext_lazy("Save and match again")
    done = gettext_lazy("The notice is changed.")

    def form(self, request: HttpRequest, row: RecallCase) -> forms.Form:
        """Everything the notice says."""
        return fields.NoticeForm(posted(request), initial=fields.notice_fields(row.notice, row.version))

    def act(self, request: HttpRequest, row: RecallCase, data: dict[str, Any]) -> RecallCase:
        """Change it."""
        version = data.pop("version")
        return change_notice(row.key, actor=request.user, fields=data, version=version)

    def stored(self, row: RecallCase) -> dict[str, Any]:
        """Its present values."""
        values = fields.notice_fields(row.notice, row.version)
        return {name: value for name, value in values.items() if name != "version"}

    def heading(self, row: RecallCase) -> str:
        """Names it."""
        return _("Change the notice of %(key)s") % {"key": row.key}


class TriageView(CaseForm):
    """`/safety/recalls/<key>/triage/`: it concerns us."""

    button = gettext_lazy("It concerns us")
    done = gettext_lazy("The recall is triaged.")

    def form(self, request: HttpRequest, row: RecallCase) -> forms.Form:
        """Under which clock, where FDA has not said."""
        return fields.TriageForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: RecallCase, data: dict[str, Any]) -> RecallCase:
        """Triage it."""
        return triage.triage(row.key, actor=request.user, treat_as=data["treat_as"], version=data["version"])

    def heading(self, row: RecallCase) -> str:
        """Names it."""
        return _("Triage %(key)s") % {"key": row.key}


class ReasonView(CaseForm):
    """A decision that asks for its reason."""

    def form(self, request: HttpRequest, row: RecallCase) -> forms.Form:
        """Why."""
        return fields.ReasonForm(posted(request), initial={"version": row.version})


class DismissView(ReasonView):
    """`/safety/recalls/<key>/dismiss/`: it does not concern us."""

    button = gettext_lazy("It does not concern us")
    done = gettext_lazy("The recall is closed as not concerning us.")

    def act(self, request: HttpRequest, row: RecallCase, data: dict[str, Any]) -> RecallCase:
        """Dismiss it."""
        return triage.dismiss(row.key, actor=request.user, reason=data["reason"], version=data["version"])

    def heading(self, row: RecallCase) -> str:
        """Names it."""
        return _("%(key)s does not concern us") % {"key": row.key}

    def more_context(self, request: HttpRequest, row: RecallCase) -> dict[str, Any]:
        """What it means."""
        return {"told": _("The devices still to be checked become not affected, with this reason.")}


class ReopenView(ReasonView):
    """`/safety/recalls/<key>/reopen/`."""

    button = gettext_lazy("Open it again")
    done = gettext_lazy("The recall is open again.")

    def act(self, request: HttpRequest, row: RecallCase, data: dict[str, Any]) -> RecallCase:
        """Open it."""
        return triage.reopen(row.key, actor=request.user, reason=data["reason"], version=data["version"])

    def heading(self, row: RecallCase) -> str:
        """Names it."""
        return _("Open %(key)s again") % {"key": row.key}


class AssignView(CaseForm):
    """`/safety/recalls/<key>/assign/`."""

    button = gettext_lazy("Assign")
    done = gettext_lazy("The recall is assigned.")

    def form(self, request: HttpRequest, row: RecallCase) -> forms.Form:
        """Who."""
        initial = {"version": row.version, "assignee": row.assignee_id}
        return fields.AssignForm(posted(request), initial=initial, people=holders_of_any(["recall.work"]))

    def act(self, request: HttpRequest, row: RecallCase, data: dict[str, Any]) -> RecallCase:
        """Assign it."""
        return triage.assign(row.key, actor=request.user, assignee=data["assignee"], version=data["version"])

    def heading(self, row: RecallCase) -> str:
        """Names it."""
        return _("Who works %(key)s?") % {"key": row.key}


class AcknowledgeView(CaseForm):
    """`/safety/recalls/<key>/acknowledge/`: the form the firm asked for."""

    access = "recall.work"
    button = gettext_lazy("Record it")
    done = gettext_lazy("The acknowledgment is recorded.")

    def form(self, request: HttpRequest, row: RecallCase) -> forms.Form:
        """When and how."""
        today: date = timezone.localdate()
        initial = {
            "version": row.version,
            "on": row.acknowledged_on or today,
            "acknowledgment": row.acknowledgment,
        }
        return fields.AcknowledgeForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: RecallCase, data: dict[str, Any]) -> RecallCase:
        """Record it."""
        return triage.acknowledge(row.key, actor=request.user, **data)

    def heading(self, row: RecallCase) -> str:
        """Names it."""
        return _("Acknowledgment of %(key)s to the firm") % {"key": row.key}
