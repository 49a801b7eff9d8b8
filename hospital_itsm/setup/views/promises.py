"""The pages of promises: each saving publishes a version, and giving it to open tickets shows first what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.setup.actions import policies
from hospital_itsm.setup.forms.promises import NewPolicyForm, PromisesForm
from hospital_itsm.setup.policy_drafts import draft_of, targets_of
from hospital_itsm.setup.promise_words import VARIANT_WORDS, conditions_words, ladder_words, rung_words
from hospital_itsm.setup.queries.policies import (
    calendars_behind,
    countable_of_older,
    every_newest_policy,
    newest_policies,
    open_tickets_of_older,
    policy_versions,
)
from hospital_itsm.setup.rules.trying import Line
from hospital_itsm.setup.rules.written_times import write_time
from hospital_itsm.setup.trying import Trial, tried
from tickets.choices import Metric, Priority
from tickets.models import SlaPolicy
from tickets.rules.targets import Target

TRY: Final = "try"
MOST_LISTED: Final = 50


class PromisesView(PageView):
    """Every policy as it holds, in the order they are tried."""

    access = "setup.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        rows = [(policy, conditions_words(policy.conditions)) for policy in every_newest_policy()]
        behind = calendars_behind(newest_policies())
        return render(request, "setup/promises.html", {"rows": rows, "behind": behind})


class NewPolicyView(PageView):
    """Add promises for some tickets."""

    access = "setup.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for whom; the times are those of the standard promises."""
        return self._page(request, NewPolicyForm(initial={"position": 50}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Publish the first version and go on to its times."""
        form = NewPolicyForm(request.POST)
        source = newest_policies().last()
        if source is None:
            raise Http404
        if form.is_valid():
            try:
                policy = policies.publish_policy(
                    form.draft_from(source),
                    actor=signed_in(request),
                    effective_from=timezone.now(),
                    version=0,
                )
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("%(name)s is added. Change its times.") % {"name": policy.name})
                return redirect("setup:policy", pk=policy.pk)
        return self._page(request, form, status=422)

    def _page(self, request: HttpRequest, form: NewPolicyForm, status: int = 200) -> HttpResponse:
        return render(request, "setup/policy_new.html", {"form": form}, status=status)


class PolicyView(PageView):
    """One policy with its times, ladder, versions and history."""

    access = "setup.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        policy = newest(pk)
        return self.page(request, policy, _form(policy))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish the next version, unless somebody else did since it was read."""
        policy = newest(pk)
        form = _form(policy, request.POST)
        if not form.is_valid():
            return self.page(request, policy, form, status=422)
        if TRY in request.POST:
            return self.page(request, policy, form, trial=tried(policy, form.promised()))
        given = form.cleaned_data
        former = draft_of(policy)
        draft = replace(
            former, name=given["name"], position=given["position"], targets=form.promised(), is_active=True
        )
        if draft == former and not calendars_behind([policy]):
            messages.info(request, _("Nothing differs. Version %d stays.") % policy.version)
            return redirect("setup:policy", pk=policy.pk)
        try:
            published = policies.publish_policy(
                draft, actor=signed_in(request), effective_from=timezone.now(), version=given["version"]
            )
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, policy, form, status=422)
        except StaleVersion as stale:
            form.show_version(stale.current)
            differing = list(_differing(policy, form))
            return self.page(request, policy, form, status=409, refused=stale.message, differing=differing)
        messages.success(request, _("Version %d holds for new tickets from now on.") % published.version)
        return redirect("setup:policy", pk=published.pk)

    def page(
        self, request: HttpRequest, policy: SlaPolicy, form: PromisesForm, status: int = 200, **further: Any
    ) -> HttpResponse:
        """The page of one policy."""
        versions = list(policy_versions(policy))
        trial: Trial | None = further.pop("trial", None)
        context = {
            "policy": policy,
            "form": form,
            "applies": conditions_words(policy.conditions),
            "ladders": _ladders(policy, form.targets),
            "versions": [one for one in versions if one.pk != policy.pk],
            "older_tickets": countable_of_older(policy).count(),
            "has_older": open_tickets_of_older(policy).exists(),
            "behind": calendars_behind([policy]),
            "history": history_of(versions),
            "trial": trial,
            "tried": _tried_words(trial) if trial else (),
            "differing_tickets": _differing_words(trial)[:MOST_LISTED] if trial else (),
            "more_differing": len(trial.differing) - MOST_LISTED if trial else 0,
            **further,
        }
        return render(request, "setup/policy.html", context, status=status)


class RetirePolicyView(PolicyView):
    """Give a policy to no new ticket, or (`back`) to new ones again."""

    http_method_names = ["post"]
    back = False

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say what stands in the way."""
        policy = newest(pk)
        act = policies.restore_policy if self.back else policies.retire_policy
        try:
            act(policy, actor=signed_in(request), at=timezone.now())
        except Conflict as refusal:
            return self.page(request, policy, _form(policy), status=409, refused=refusal.message)
        words = _("%(name)s is in use again.") if self.back else _("%(name)s is retired.")
        messages.success(request, words % {"name": policy.name})
        return redirect("setup:promises")


class PolicyVersionView(PageView):
    """One version of a policy, to read."""

    access = "setup.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show its times."""
        policy = get_object_or_404(SlaPolicy, pk=pk)
        rows = [
            (Metric(row.metric).label, row.priority, VARIANT_WORDS[row.variant], _time(row), row.calendar)
            for row in targets_of(policy)
        ]
        context = {"policy": policy, "rows": rows, "newest": newest(pk)}
        return render(request, "setup/policy_version.html", context)


def newest(pk: int) -> SlaPolicy:
    """The version that holds of the policy that `pk` is a version of."""
    named = SlaPolicy.objects.filter(pk=pk).values("lineage")
    return get_object_or_404(every_newest_policy(), lineage__in=named)


def _ladders(policy: SlaPolicy, targets: Sequence[Target]) -> list[tuple[str, str, int, list[str]]]:
    """Title, metric, priority and rungs in words of every ladder, those without a rung included."""
    found: dict[tuple[str, int], list[str]] = {(row.metric, row.priority): [] for row in targets}
    for step in policy.steps.order_by("position", "pk"):
        found.setdefault((step.metric, step.priority), []).append(rung_words(step))
    return [
        (ladder_words(metric, priority), metric, priority, rungs)
        for (metric, priority), rungs in found.items()
    ]


def _form(policy: SlaPolicy, data: Any = None) -> PromisesForm:
    initial = {"version": policy.version, "name": policy.name, "position": policy.position}
    return PromisesForm(data, targets=targets_of(policy), initial=initial)


def _differing(policy: SlaPolicy, form: PromisesForm) -> Any:
    """Label, stored and given time of each target that differs, for the panel of a stale form."""
    for stored, given, line in zip(targets_of(policy), form.promised(), form.lines(), strict=False):
        if stored != given:
            yield line.time.label, f"{_time(stored)}, {stored.calendar}", f"{_time(given)}, {given.calendar}"


def _tried_words(trial: Trial) -> list[tuple[str, str, Line]]:
    """Metric and priority in words beside each line."""
    return [
        (str(Metric(line.metric).label), str(Priority(line.priority).label), line) for line in trial.lines
    ]


def _differing_words(trial: Trial) -> list[tuple[str, str, str, str]]:
    """Number, metric, how it was and how it would have been."""
    said = {True: _("Missed"), False: _("Met"), None: _("no promise")}
    return [
        (one.stood.key, str(Metric(one.stood.metric).label), said[one.stood.was_missed], said[one.would_miss])
        for one in trial.differing
    ]


def _time(row: Target) -> str:
    words = write_time(row.minutes, row.business_days) or str(_("no promise"))
    if row.first_minutes is not None:
        words += _(", first %s") % write_time(row.first_minutes, None)
    return words
