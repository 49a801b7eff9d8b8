"""The forms of major incidents on pages of their own, and what is posted from the command view."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.continuity.actions import majors, review, updates
from hospital_itsm.continuity.choices import MajorRole, MajorTrigger
from hospital_itsm.continuity.forms.majors import (
    ActionForm,
    AreaForm,
    ChildrenForm,
    DeclineForm,
    MajorForm,
    NoteForm,
    PostForm,
    ProposeForm,
    ReviewForm,
    RolesForm,
    StandDownForm,
    TemplateForm,
    major_fields,
    token,
)
from hospital_itsm.continuity.forms.outages import clock_words, with_rows
from hospital_itsm.continuity.majors import suggested
from hospital_itsm.continuity.models import MajorAction, MajorArea, MajorIncident, Outage, UpdateTemplate
from hospital_itsm.continuity.rules.templates import Unfilled, fill
from hospital_itsm.continuity.views.majors import major_or_404, show_major
from hospital_itsm.continuity.views.outages import ticket_of
from hospital_itsm.continuity.wording import template_values
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.form_page import FormPage, posted
from tickets.models import Notice


class ProposeView(FormPage):
    """`/mi/new/`; `?ticket=` fills in what the ticket says, `trigger`, `services` and `care_areas` themselves."""

    access = "major.propose"
    button = gettext_lazy("Propose it")
    done = gettext_lazy("It is proposed. The duty manager and the managers are told.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What happened, whom it hits."""
        ticket = ticket_of(request)
        initial: dict[str, Any] = {"trigger": MajorTrigger.FIRST_TIER}
        if ticket is not None:
            initial["services"] = [ticket.service.code] if ticket.service else []
            initial["care_areas"] = [ticket.care_area.code] if ticket.care_area else []
        if request.GET.get("trigger") in MajorTrigger.values:
            initial["trigger"] = request.GET["trigger"]
        initial |= {
            name: given for name in ("services", "care_areas") if (given := request.GET.getlist(name))
        }
        return ProposeForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> MajorIncident:
        """Propose it."""
        data.pop("version")
        ticket = ticket_of(request)
        return majors.propose(actor=request.user, ticket=ticket.key if ticket else "", **with_rows(data))

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Propose a major incident")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("continuity:majors")


class MajorFormPage(FormPage):
    """A form about one major incident."""

    access = "major.work"

    def row(self, request: HttpRequest, **where: Any) -> MajorIncident:
        """The one of the address."""
        return major_or_404(request, where["pk"])


class DeclareView(PageView):
    """`/mi/<key>/declare/`, sent from its page: one press."""

    access = "major.declare"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Declare it."""
        major = major_or_404(request, pk)
        try:
            majors.declare(major.pk, actor=request.user)
        except Conflict as refusal:
            return show_major(request, major_or_404(request, pk), conflict=refusal.message, status=409)
        messages.success(request, _("It is a major incident. The first update is due in 15 minutes."))
        return redirect(major)


class DeclineView(MajorFormPage):
    """`/mi/<key>/decline/`."""

    access = "major.declare"
    button = gettext_lazy("Decline it")
    done = gettext_lazy("The proposal is declined.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return DeclineForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> MajorIncident:
        """Decline it."""
        return majors.decline(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Decline %(key)s") % {"key": row.key}


class EditMajorView(MajorFormPage):
    """`/mi/<key>/edit/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("It is changed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        return MajorForm(posted(request), initial=major_fields(row), major=row)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> MajorIncident:
        """Change it."""
        version, fields = data.pop("version"), with_rows(data)
        fields["outages"] = list(Outage.objects.filter(pk__in=data["outages"]))
        fields["notices"] = list(Notice.objects.filter(pk__in=data["notices"]))
        return majors.change_major(row.pk, actor=request.user, fields=fields, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """What it says now."""
        return {name: value for name, value in major_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(key)s") % {"key": row.key}


class RolesView(MajorFormPage):
    """`/mi/<key>/roles/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("Who does what is saved, and the newly named are told.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Who holds which role."""
        initial = {role: getattr(row, role) for role in MajorRole.values}
        return RolesForm(posted(request), initial={**initial, "version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> MajorIncident:
        """Name them."""
        version = data.pop("version")
        return majors.name_roles(row.pk, actor=request.user, roles=data, version=version)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Who does what in %(key)s") % {"key": row.key}


class ChildrenView(MajorFormPage):
    """`/mi/<key>/tickets/`."""

    button = gettext_lazy("Tie these")
    done = gettext_lazy("The tickets are tied. Their people hear every update.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Tickets that look like it, and room for others."""
        offered = suggested(row, request.user)
        return ChildrenForm(posted(request), initial={"version": row.version}, offered=offered)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> MajorIncident:
        """Tie them."""
        keys = [*data["found"], *data["tickets"]]
        return majors.tie_children(row.pk, actor=request.user, tickets=keys, version=data["version"])

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Tie tickets to %(key)s") % {"key": row.key}


class AreaView(FormPage):
    """`/mi/<key>/units/<code>/`."""

    access = "major.note"
    button = gettext_lazy("Save")
    done = gettext_lazy("It is noted.")

    def row(self, request: HttpRequest, **where: Any) -> MajorArea:
        """The unit in the one of the address."""
        major = major_or_404(request, where["pk"])
        rows = major.areas.select_related("care_area")
        found: MajorArea = get_object_or_404(rows, care_area__code=where["code"])
        found.major = major
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Since when, until when."""
        now = clock_words(timezone.now())
        initial = {
            "paper_from": clock_words(row.paper_from) or now,
            "back_loaded_at": clock_words(row.back_loaded_at),
        }
        return AreaForm(posted(request), initial={**initial, "version": row.major.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> MajorIncident:
        """Note it."""
        return majors.mark_area(row.major_id, row.care_area.code, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names both."""
        return _("%(unit)s in %(key)s") % {"unit": row.care_area.name, "key": row.major.key}

    def back(self, row: Any) -> str:
        """The command view."""
        return str(row.major.get_absolute_url())


class PostView(PageView):
    """`/mi/<key>/updates/`, sent from its page; *No change* is one press."""

    access = "major.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Post it; a refusal keeps every word."""
        major = major_or_404(request, pk)
        form = PostForm(request.POST)
        if not form.is_valid():
            return show_major(request, major, post_form=form, status=422)
        data = dict(form.cleaned_data)
        if "no_change" in request.POST:
            data |= {"template": updates.NO_CHANGE, "text": ""}
        try:
            updates.post_update(major.pk, actor=request.user, **data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return show_major(request, major, post_form=form, status=422)
        except (StaleVersion, Conflict) as refusal:
            fresh = major_or_404(request, pk)
            return show_major(request, fresh, post_form=form, conflict=refusal.message, status=409)
        messages.success(
            request, _("The update is posted. The people of the tied tickets hear it within a minute.")
        )
        return redirect(major)


class NoteView(PageView):
    """`/mi/<key>/timeline/`, sent from its page."""

    access = "major.note"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write it."""
        major = major_or_404(request, pk)
        form = NoteForm(request.POST)
        if not form.is_valid():
            return show_major(request, major, note_form=form, status=422)
        try:
            updates.add_note(major.pk, actor=request.user, **form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return show_major(request, major, note_form=form, status=422)
        except Conflict as refusal:
            return show_major(request, major, note_form=form, conflict=refusal.message, status=409)
        return redirect(f"{major.get_absolute_url()}#timeline-h")


class StandDownView(MajorFormPage):
    """`/mi/<key>/stand-down/`."""

    button = gettext_lazy("Stand down")
    done = gettext_lazy("It is stood down. Its notices and outages are over, the review is due.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Since when it works, who confirmed it, the last words."""
        initial = {
            "restored_at": clock_words(timezone.now()),
            "text": last_words(row),
            "token": token(),
            "version": row.version,
        }
        return StandDownForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> MajorIncident:
        """Stand down."""
        return review.stand_down(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Stand %(key)s down") % {"key": row.key}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {"told": _("The last update goes to every tied ticket. Its notices and outages end.")}


class ReviewView(MajorFormPage):
    """`/mi/<key>/review/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The review is saved.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is written so far."""
        written = {name: getattr(row, name) for name in review.WORDS}
        initial = {**written, "is_hot_done": row.hot_reviewed_at is not None, "version": row.version}
        return ReviewForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> MajorIncident:
        """Write it."""
        words = {name: data.pop(name) for name in review.WORDS}
        return review.write_review(row.pk, actor=request.user, words=words, **data)

    def stored(self, row: Any) -> dict[str, Any]:
        """What is written so far."""
        return {name: getattr(row, name) for name in review.WORDS}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Review of %(key)s") % {"key": row.key}


class NewActionView(MajorFormPage):
    """`/mi/<key>/actions/new/`."""

    button = gettext_lazy("Add the action")
    done = gettext_lazy("The action is added, and who does it is told.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What, who, by when."""
        return ActionForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> MajorIncident:
        """Add it."""
        review.add_action(row.pk, actor=request.user, **data)
        return row

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Add an action to %(key)s") % {"key": row.key}


class FinishActionView(PageView):
    """`/mi/<key>/actions/<number>/done/`, sent from its page."""

    access = "major.read"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Finish it."""
        major = major_or_404(request, pk)
        get_object_or_404(MajorAction, pk=number, major=major)
        try:
            review.finish_action(major.pk, number, actor=request.user)
        except Conflict as refusal:
            return show_major(request, major, conflict=refusal.message, status=409)
        return redirect(f"{major.get_absolute_url()}#actions-h")


class EditTemplateView(FormPage):
    """`/mi/templates/<code>/`."""

    access = "major.work"
    button = gettext_lazy("Save")
    done = gettext_lazy("The template is changed.")

    def row(self, request: HttpRequest, **where: Any) -> UpdateTemplate:
        """The template of the address."""
        found: UpdateTemplate = get_object_or_404(UpdateTemplate, code=where["code"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its words."""
        return TemplateForm(posted(request), initial={**self.stored(row), "version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Any:
        """Change it."""
        updates.change_template(row.code, actor=request.user, **data)
        return reverse("continuity:update_templates")

    def stored(self, row: Any) -> dict[str, Any]:
        """Its words."""
        return {"name": row.name, "body": row.body}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Words of: %(name)s") % {"name": row.name}

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("continuity:update_templates")


def last_words(major: MajorIncident) -> str:
    """The words of the template for the end, filled in; empty where they cannot be."""
    row = UpdateTemplate.objects.filter(code="restored").first()
    try:
        return fill(row.body, template_values(major, None, timezone.now())) if row else ""
    except Unfilled:
        return ""
