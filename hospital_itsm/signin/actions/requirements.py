"""Which roles need a second step."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.models import Role
from hospital_itsm.signin.models import RequiredRole
from hospital_itsm.signin.queries.required import fixed_roles, roles


@action("factor.require", gettext_lazy("changed whether the role needs a second step"))
def set_required_roles(*, actor: Any, codes: Iterable[str], reason: str) -> int:
    """Let exactly these roles need a second step, from the next sign-in on; return how many roles changed."""
    require(actor, "setup.manage")
    wanted = set(codes) - fixed_roles()
    if wanted - set(roles()):
        raise ValueRefused({"roles": _("Choose among the roles of the list.")})
    if not reason.strip():
        raise ValueRefused({"reason": _("Say why. It stays in the audit trail.")})
    every = {role.code: role for role in Role.objects.select_for_update().order_by("pk")}
    present = set(RequiredRole.objects.values_list("role__code", flat=True))
    changed = sorted(wanted ^ present)
    for code in changed:
        if code in wanted:
            RequiredRole.objects.create(role=every[code])
        else:
            RequiredRole.objects.filter(role=every[code]).delete()
        record(
            actor,
            "factor.require",
            every[code],
            {"required": [code in present, code in wanted]},
            reason.strip(),
        )
    return len(changed)
