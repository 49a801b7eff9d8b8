"""`/setup/promises/<pk>/ladders/<metric>/<priority>/`: whom a late ticket tells, tried before it is published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.setup.actions.ladders import publish_ladder
from hospital_itsm.setup.forms.ladders import LadderForm
from hospital_itsm.setup.ladder_words import whom_words
from hospital_itsm.setup.policy_drafts import draft_of
from hospital_itsm.setup.promise_words import ladder_words
from hospital_itsm.setup.rules.ladders import reached, write_when
from hospital_itsm.setup.trying import climbed
from hospital_itsm.setup.views.promises import TRY, newest
from tickets.choices import StepAction
from tickets.models import SlaPolicy
from tickets.rules.escalation import Step

Tried = list[tuple[str, str, str, int]]


class LadderView(PageView):
    """One ladder of a policy."""

    access = "setup.manage"

    def get(self, request: HttpRequest, pk: int, metric: str, priority: int) -> HttpResponse:
        """Its rungs."""
        policy = newest(pk)
        return self.show(request, policy, _form(policy, metric, priority))

    def post(self, request: HttpRequest, pk: int, metric: str, priority: int) -> HttpResponse:
        """Try it and say what it would have told, or publish the version that has it."""
        policy = newest(pk)
        form = _form(policy, metric, priority, request.POST)
        if not form.is_ready(trying=TRY in request.POST):
            return self.show(request, policy, form, status=422)
        if TRY in request.POST:
            return self.show(request, policy, form, trial=_trial(policy, form))
        try:
            published = publish_ladder(
                policy,
                actor=signed_in(request),
                metric=metric,
                priority=priority,
                ladder=form.ladder(),
                version=form.cleaned_data["version"] or policy.version,
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.show(request, policy, form, status=422)
        except StaleVersion as stale:
            form.show_version(stale.current)
            return self.show(request, policy, form, status=409, refused=stale.message)
        except Conflict as refusal:
            return self.show(request, policy, form, status=409, refused=refusal.message)
        messages.success(request, _("Version %d holds for new tickets from now on.") % published.version)
        return redirect("setup:policy", pk=published.pk)

    def show(
        self, request: HttpRequest, policy: SlaPolicy, form: LadderForm, status: int = 200, **further: Any
    ) -> HttpResponse:
        """The form, below what trying it came to."""
        context = {
            "policy": policy,
            "form": form,
            "ladder": ladder_words(form.metric, form.priority),
            **further,
        }
        return render(request, "setup/ladder.html", context, status=status)


def _form(policy: SlaPolicy, metric: str, priority: int, data: Any = None) -> LadderForm:
    """The form of this ladder. Raises Http404 where the policy promises nothing of the kind."""
    draft = draft_of(policy)
    places = {(row.metric, row.priority) for row in draft.targets}
    places |= {(step.metric, step.priority) for step in draft.steps}
    if (metric, priority) not in places:
        raise Http404
    ladder = [one for one in draft.steps if (one.metric, one.priority) == (metric, priority)]
    return LadderForm(data, ladder=ladder, metric=metric, priority=priority, version=policy.version)


def _trial(policy: SlaPolicy, form: LadderForm) -> dict[str, Any]:
    """How many of the last promises reached each rung, as it is and as it would be."""
    climbs = climbed(policy, form.metric, form.priority)
    return {
        "count": len(climbs),
        "before": _tried(reached(form.stored, climbs)),
        "after": _tried(reached(form.ladder(), climbs)),
    }


def _tried(rungs: list[tuple[Step, int]]) -> Tried:
    return [
        (write_when(one), str(StepAction(one.action).label), whom_words(one.audience), count)
        for one, count in rungs
    ]
