"""The pages of approval rules."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.approvals import subjects
from hospital_itsm.approvals.actions import approval_rules as rules
from hospital_itsm.approvals.forms.approvals import RuleForm
from hospital_itsm.approvals.models import ApprovalRule
from hospital_itsm.people.views.setup_rows import RowKind


def kind_words(row: ApprovalRule) -> str:
    """What the rule is about."""
    return dict(subjects.choices()).get(row.kind, row.kind)


RULES: Final = RowKind(
    name="rule",
    plural="rules",
    app="approvals",
    title=_("Approval rules"),
    intro=_(
        "From which amount on who approves what. An amount needs everybody whose rule it reaches, the smallest amount"
        " first. Without a rule nothing is approved."
    ),
    add_words=_("Add a rule"),
    retire_words=_("Retire the rule"),
    retire_hint=_("Nobody is asked by it any more. Requests that wait keep the steps they were asked with."),
    icon="checks",
    form=RuleForm,
    rows=ApprovalRule.objects.all,
    columns=(
        (_("What"), kind_words),
        (_("From"), lambda row: f"{row.from_amount:,} {row.currency}"),
        (_("Approver"), lambda row: row.get_approver_display()),
    ),
    add=rules.add_rule,
    change=rules.change_rule,
    retire=rules.retire_rule,
    restore=rules.restore_rule,
    ordering=("-is_active", "kind", "currency", "from_amount", "position", "id"),
)
