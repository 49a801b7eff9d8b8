"""The pages of promises: each saving publishes a version, and giving it to open tickets shows first what it does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.setup.actions import policies
from hospital_itsm.setup.forms.promises import NewPolicyForm, PromisesForm
from hospital_itsm.setup.policy_drafts import draft_of, targets_of
from hospital_itsm.setup.promise_words import VARIANT_WORDS, conditions_words, step_words
from hospital_itsm.setup.queries.policies import (
    calendars_behind,
    every_newest_policy,
    newest_policies,
    open_tickets_of_older,
    policy_versions,
)
from hospital_itsm.setup.rules.written_times import write_time
from tickets.choices import Metric
from tickets.models import SlaPolicy
from tickets.rules.targets import Target

MOST_AT_ONCE = 100


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
        context = {
            "policy": policy,
            "form": form,
            "applies": conditions_words(policy.conditions),
            "ladder": [step_words(step) for step in policy.steps.order_by("position", "pk")],
            "versions": [one for one in versions if one.pk != policy.pk],
            "older_tickets": open_tickets_of_older(policy).count(),
            "behind": calendars_behind([policy]),
            "history": history_of(versions),
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


class ApplyPolicyView(PageView):
    """Give a version to the open tickets that have an older one, having seen what that does."""

    access = "setup.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show which deadlines move and which would be late at once."""
        policy = newest(pk)
        count = open_tickets_of_older(policy).count()
        shown = policies.preview_policy(
            policy, actor=signed_in(request), at=timezone.now(), most=MOST_AT_ONCE
        )
        lines = [(key, Metric(one.metric).label, one) for key, changed in shown.items() for one in changed]
        context = {
            "policy": policy,
            "count": count,
            "looked_at": min(count, MOST_AT_ONCE),
            "moving": len(shown),
            "late": sum(one.late_at_once for _key, _metric, one in lines),
            "lines": lines,
        }
        return render(request, "setup/policy_apply.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it to the oldest of them, as many as were shown."""
        policy = newest(pk)
        if policy.pk != pk:
            raise Conflict(_("A newer version was published meanwhile. Look at what that one does."))
        count = policies.apply_policy(policy, actor=signed_in(request), at=timezone.now(), most=MOST_AT_ONCE)
        words = ngettext(
            "%(count)d open ticket has version %(version)d now.",
            "%(count)d open tickets have version %(version)d now.",
            count,
        )
        messages.success(request, words % {"count": count, "version": policy.version})
        return redirect("setup:policy", pk=policy.pk)


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


def _form(policy: SlaPolicy, data: Any = None) -> PromisesForm:
    initial = {"version": policy.version, "name": policy.name, "position": policy.position}
    return PromisesForm(data, targets=targets_of(policy), initial=initial)


def _differing(policy: SlaPolicy, form: PromisesForm) -> Any:
    """Label, stored and given time of each target that differs, for the panel of a stale form."""
    for stored, given, line in zip(targets_of(policy), form.promised(), form.lines(), strict=False):
        if stored != given:
            yield line.time.label, f"{_time(stored)}, {stored.calendar}", f"{_time(given)}, {given.calendar}"


def _time(row: Target) -> str:
    words = write_time(row.minutes, row.business_days) or str(_("no promise"))
    if row.first_minutes is not None:
        words += _(", first %s") % write_time(row.first_minutes, None)
    return words
