"""One procedure: its page, and what people do with its steps."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.files.serving import download
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.layout import own_layout
from hospital_itsm.procedures.actions.files import add_file
from hospital_itsm.procedures.actions.steps import do_step, reopen_step, skip_step
from hospital_itsm.procedures.forms.steps import StepForm
from hospital_itsm.procedures.lines import lines_of
from hospital_itsm.procedures.models import Procedure, ProcedureStep, StepFile
from hospital_itsm.procedures.queries.named_tickets import hide_unseen_tickets
from hospital_itsm.procedures.rules.gates import HELD_UP, REQUIRED_BEFORE

DONE: "dict[str, str | Promise]" = {
    "do": gettext_lazy("The step is done."),
    "skip": gettext_lazy("The step does not apply."),
    "reopen": gettext_lazy("The step is open again."),
    "attach": gettext_lazy("The file is attached."),
}


def procedure_or_404(request: HttpRequest, pk: int) -> Procedure:
    """The procedure of the address with what its page draws. Raises Http404 where the person does not see it."""
    rows = Procedure.objects.visible_to(request.user).listed().select_related("ended_by")
    found: Procedure = get_object_or_404(rows, pk=pk)
    return found


class ProcedureView(PageView):
    """`/procedures/<pk>/`: the checklist, a phone first."""

    access = "procedure.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return page(request, procedure_or_404(request, pk))


class StepView(PageView):
    """`/procedures/<pk>/steps/<position>/`: do a step, leave it out, take it back, attach a file."""

    access = "procedure.read"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, position: int) -> HttpResponse:
        """Do it, or say at the step what stands against it; nothing typed is lost."""
        procedure = procedure_or_404(request, pk)
        step = get_object_or_404(procedure.steps.select_related("template"), position=position)
        step.procedure = procedure
        require(request.user, "procedure.step", step)
        wish = request.POST.get("wish", "do")
        if wish not in DONE:
            raise Http404
        form = StepForm(request.POST, request.FILES, step=step, is_doing=wish == "do")
        if not form.is_valid():
            return page(request, procedure, form, status=422)
        try:
            _act(wish, step, form, request.user)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return page(request, procedure_or_404(request, pk), form, status=422)
        except (StaleVersion, Conflict) as refusal:
            return page(request, procedure_or_404(request, pk), form, status=409, conflict=refusal.message)
        messages.success(request, str(DONE[wish]))
        return redirect(f"{procedure.get_absolute_url()}#step-{position}")


class FileView(PageView):
    """`/procedures/<pk>/files/<file>/`: the file as a download."""

    access = "procedure.read"

    def get(self, request: HttpRequest, pk: int, file: int) -> HttpResponse:
        """Send it."""
        procedure = procedure_or_404(request, pk)
        row = get_object_or_404(StepFile, pk=file, step__procedure=procedure)
        answer: HttpResponse = download(row.stored_name, row.file_name, row.content_type)  # type: ignore[assignment]
        return answer


def page(
    request: HttpRequest,
    procedure: Procedure,
    typed: StepForm | None = None,
    *,
    status: int = 200,
    conflict: str = "",
) -> HttpResponse:
    """Draw the page; `typed` is a form that was refused."""

    def form_of(step: ProcedureStep) -> StepForm:
        if typed is not None and typed.step.position == step.position:
            return _fresh(typed, step)
        return StepForm(step=step, initial={"version": step.version})

    lines = lines_of(procedure, request.user, form_of)
    hide_unseen_tickets([procedure, *(line.step for line in lines)], request.user)
    next_verbs = [verb for verb, kind in REQUIRED_BEFORE.items() if kind == procedure.kind]
    context = {
        "layout": own_layout(request),
        "procedure": procedure,
        "lines": lines,
        "typed": typed,
        "conflict": conflict,
        "may_cancel": procedure.is_open and can(request.user, "procedure.sign", procedure),
        "may_edit": can(request.user, "asset.edit", procedure.asset),
        "next_verb": _next_verb(procedure, next_verbs),
        "history": history_of([procedure], hidden=("ticket",)),
    }
    return render(request, "procedures/procedure.html", context, status=status)


def _next_verb(procedure: Procedure, verbs: list[str]) -> str:
    """The step of the asset's life that the complete procedure opened, "" where it was taken or is not possible."""
    from assets.rules.lifecycle import LIFECYCLE

    held = HELD_UP[procedure.kind] & set(verbs)
    asset = procedure.asset
    possible = [row.verb for row in LIFECYCLE.allowed(asset.status, None, asset.asset_class)]
    return next((verb for verb in possible if verb in held), "") if procedure.status == "complete" else ""


def _fresh(typed: StepForm, step: ProcedureStep) -> StepForm:
    """The typed form with the version that is stored now, so that sending again counts."""
    typed.data = typed.data.copy()  # type: ignore[attr-defined]
    typed.data[typed.add_prefix("version")] = step.version  # type: ignore[index]
    return typed


def _act(wish: str, step: ProcedureStep, form: StepForm, actor: Any) -> None:
    data = dict(form.cleaned_data)
    pk, position, version = step.procedure_id, step.position, data.pop("version", None)
    upload = data.pop("file", None)
    data.pop("certificates", None)
    if wish == "skip":
        skip_step(pk, position, actor=actor, reason=data["note"], version=version)
    elif wish == "reopen":
        reopen_step(pk, position, actor=actor, version=version)
    elif wish == "attach" and not upload:
        raise ValueRefused({"file": _("Choose a file first.")})
    else:
        if upload:
            add_file(pk, position, actor=actor, upload=upload)
        if wish == "do":
            do_step(pk, position, actor=actor, evidence=data, version=version)
