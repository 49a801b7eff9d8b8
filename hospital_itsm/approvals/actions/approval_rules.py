"""Keeping the rules of who approves what."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals import subjects
from hospital_itsm.approvals.models import ApprovalRule
from hospital_itsm.audit.actions import action
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions.setup_rows import add_row, change_row, set_active


@action("approval_rule.add", gettext_lazy("added the approval rule"))
def add_rule(*, actor: Any, fields: Mapping[str, Any]) -> ApprovalRule:
    """Store a rule. Raises Forbidden, ValueRefused."""
    _refuse_kind(fields)
    return add_row(ApprovalRule(), fields, actor=actor, verb="approval_rule.add")


@action("approval_rule.change", gettext_lazy("changed the approval rule"))
def change_rule(
    row: ApprovalRule, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> ApprovalRule:
    """Change a rule; requests that wait keep their steps. Raises Forbidden, StaleVersion, ValueRefused."""
    _refuse_kind(fields)
    return change_row(row, fields, actor=actor, verb="approval_rule.change", version=version)


@action("approval_rule.retire", gettext_lazy("retired the approval rule"))
def retire_rule(row: ApprovalRule, *, actor: Any) -> ApprovalRule:
    """Take a rule out of use. Raises Forbidden."""
    return set_active(row, False, actor=actor, verb="approval_rule.retire")


@action("approval_rule.restore", gettext_lazy("took the approval rule back into use"))
def restore_rule(row: ApprovalRule, *, actor: Any) -> ApprovalRule:
    """Take it back into use. Raises Forbidden."""
    return set_active(row, True, actor=actor, verb="approval_rule.restore")


def _refuse_kind(fields: Mapping[str, Any]) -> None:
    if "kind" in fields and fields["kind"] not in {kind for kind, _words in subjects.choices()}:
        raise ValueRefused({"kind": _("Choose from the list.")})
