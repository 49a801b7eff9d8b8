"""Giving a version of promises to open tickets: what it would do, then what became of each ticket."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.setup.actions.giving import ask_giving, preview_policy
from hospital_itsm.setup.forms.holidays import ReasonForm
from hospital_itsm.setup.giving import work_now
from hospital_itsm.setup.models import PolicyGiving
from hospital_itsm.setup.queries.giving import givings_of, tally_of, told_rows
from hospital_itsm.setup.queries.policies import countable_of_older, open_tickets_of_older
from hospital_itsm.setup.rules.giving import by_priority, is_big, moves_of, total_of
from hospital_itsm.setup.views.promises import newest
from tickets.choices import Metric, Priority
from tickets.models import SlaPolicy

MOST_LOOKED_AT: Final = 1000
"""The effect is computed for so many tickets, the oldest first: a page must not take a minute."""
MOST_LISTED: Final = 50
MOST_TOLD: Final = 200
MOST_BEFORE: Final = 10


class ApplyPolicyView(PageView):
    """`/setup/promises/<pk>/apply/`: see what a version does to open tickets with an older one, then give it."""

    access = "setup.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show which deadlines move and which would be late at once."""
        return self.show(request, newest(pk), ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for it: a few tickets get it at once, many by a job that is followed on its page."""
        policy, form = newest(pk), ReasonForm(request.POST)
        if policy.pk != pk:
            raise Conflict(_("A newer version was published meanwhile. Look at what that one does."))
        if not form.is_valid():
            return self.show(request, policy, form, status=422)
        try:
            giving = ask_giving(policy, actor=signed_in(request), reason=form.cleaned_data["reason"])
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.show(request, policy, form, status=422)
        except Conflict as refusal:
            return self.show(request, policy, form, status=409, refused=refusal.message)
        if giving.job is not None:
            if is_big(giving.count):
                return redirect(giving.job)
            work_now(giving.job)
        return redirect(giving)

    def show(
        self, request: HttpRequest, policy: SlaPolicy, form: ReasonForm, status: int = 200, **further: Any
    ) -> HttpResponse:
        """The effect, and the form below it."""
        count = countable_of_older(policy).count()
        looked = preview_policy(policy, actor=signed_in(request), at=timezone.now(), most=MOST_LOOKED_AT)
        moving = [(row.key, Metric(one.metric).label, one) for row in looked for one in row.changed]
        moving.sort(key=lambda line: not line[2].late_at_once)
        context = {
            "policy": policy,
            "form": form,
            "count": count,
            "has_any": count or open_tickets_of_older(policy).exists(),
            "looked_at": len(looked),
            "tables": [
                (Priority(line.priority).label, line)
                for line in by_priority((row.priority, row.changed) for row in looked)
            ],
            "moving": sum(bool(row.changed) for row in looked),
            "moves": total_of(moves_of(row.changed) for row in looked),
            "is_big": is_big(count),
            "lines": moving[:MOST_LISTED],
            "more": len(moving) - MOST_LISTED,
            "givings": givings_of(policy)[:MOST_BEFORE],
            **further,
        }
        return render(request, "setup/policy_apply.html", context, status=status)


class GivingView(PageView):
    """`/setup/promises/given/<pk>/`: what became of each ticket."""

    access = "setup.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What went wrong and what is missed first."""
        found = PolicyGiving.objects.select_related("policy", "asked_by", "job")
        giving: PolicyGiving = get_object_or_404(found, pk=pk)
        tally, rows = tally_of(giving), told_rows(giving, MOST_TOLD)
        context = {
            "giving": giving,
            "policy": giving.policy,
            "outcomes": [(code.label, count) for code, count in tally.outcomes if count],
            "moves": tally.moves,
            "rows": rows,
            "more": giving.count - len(rows),
            "runs": giving.over_at is None,
            "follows": giving.job is not None and giving.job.owner_id == signed_in(request).pk,
        }
        return render(request, "setup/policy_giving.html", context)
