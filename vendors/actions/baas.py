"""Business associate agreements: adding, changing, renewing and terminating."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from vendors.actions import store
from vendors.choices import BaaState, Clause
from vendors.models import Baa, BaaSubcontractor, Vendor
from vendors.rules.baa import LATEST_NOTICE, PROVISIONS, Dates, faults
from vendors.rules.countries import NAMES

FIELDS: Final = frozenset(
    {
        "owner", "executed_on", "effective_on", "expires_on", "is_evergreen", "breach_notice_days",
        "offshore_allowed", "cyber_insurance", "reviewed_on", "note",
    }
)  # fmt: skip
CHANGEABLE: Final = FIELDS | {"provisions", "subcontractors"}
ANSWERS: Final = ("", *Clause.values)
MOST_SUBCONTRACTORS: Final = 60
LONGEST_NAME: Final = 120
LONGEST_REASON: Final = 400
WORDS: Final = {
    "future": gettext_lazy("This day is still to come. Leave it empty until both have signed."),
    "missing": gettext_lazy("Say from when the signed agreement holds."),
    "endless": gettext_lazy("Give the last day, or say that it holds until it is terminated."),
    "evergreen": gettext_lazy("Leave this empty, or give a last day: it cannot be both."),
    "early": gettext_lazy("This is before the first day. Correct one of them."),
    "notice": gettext_lazy("Give 1 to %(most)d days: the law allows no more (45 CFR 164.410)."),
}


@action("baa.create", gettext_lazy("added the BAA"))
def create_baa(*, actor: Any, vendor: Vendor, **fields: Any) -> Baa:
    """Store an agreement; without `executed_on` it is a draft. `fields` are those of CHANGEABLE.

    `provisions` maps codes to "yes", "no" or "" where nobody has looked; `subcontractors` are all of them, each with
    `name`, `country` and `is_bound`. Raises Forbidden, ValueRefused naming every field at fault.
    """
    require(actor, "baa.manage")
    if not vendor.is_active:
        raise ValueRefused({"vendor": _("This vendor is retired. Choose another, or bring it back first.")})
    baa = Baa(vendor=vendor)
    changes, others = _put(baa, fields)
    baa.save(force_insert=True)
    changes |= _keep_subcontractors(baa, others)
    record(actor, "baa.create", baa, {**changes, "vendor": [None, vendor.name]})
    return baa


@action("baa.change", gettext_lazy("changed the BAA"))
def change_baa(pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> Baa:
    """Change fields of CHANGEABLE. A change of nothing records nothing.

    Raises Baa.DoesNotExist, Forbidden, StaleVersion, Conflict for one that is over, ValueRefused.
    """
    baa = _lock(pk, actor, version)
    changes, others = _put(baa, fields)
    changes |= _keep_subcontractors(baa, others)
    if changes:
        baa.version += 1
        baa.save()
        record(actor, "baa.change", baa, changes)
        _follow(baa)
    return baa


@action("baa.renew", gettext_lazy("renewed the BAA"))
def renew_baa(pk: int, *, actor: Any, version: int | None = None, **fields: Any) -> Baa:
    """Store the agreement that follows this one; once signed, the earlier one is replaced from its first day.

    Raises Baa.DoesNotExist, Forbidden, StaleVersion, ValueRefused, Conflict for a draft, a terminated one and one that
    is renewed already.
    """
    before = _lock(pk, actor, version)
    if before.executed_on is None:
        raise Conflict(_("This BAA is a draft. Change it instead of renewing it."))
    if Baa.objects.filter(succeeds=before).exists():
        raise Conflict(_("This BAA is renewed already. Change the newer one."))
    baa = Baa(vendor=before.vendor, succeeds=before)
    changes, others = _put(baa, fields)
    baa.save(force_insert=True)
    changes |= _keep_subcontractors(baa, others)
    record(actor, "baa.renew", baa, {**changes, "succeeds": [None, before.pk]})
    _follow(baa)
    return baa


@action("baa.terminate", gettext_lazy("terminated the BAA"))
def terminate_baa(
    pk: int, *, actor: Any, reason: str, on: date | None = None, version: int | None = None
) -> Baa:
    """Let an agreement hold no longer from a day on, today unless given. Raises as `change_baa`."""
    baa = _lock(pk, actor, version)
    day = on or timezone.localdate()
    words = guard(one_line(reason), field="reason").text
    errors = {}
    if not words:
        errors["reason"] = _("Say in one line why it ends.")
    elif len(words) > LONGEST_REASON:
        errors["reason"] = _("Use at most %(count)d characters.") % {"count": LONGEST_REASON}
    if baa.effective_on is not None and day < baa.effective_on:
        errors["on"] = _("This is before its first day. Choose a later day.")
    elif baa.expires_on is not None and day > baa.expires_on:
        errors["on"] = _("It ends by itself before this day. Choose an earlier day.")
    if errors:
        raise ValueRefused(errors)
    changes = store.put_values(baa, {"terminated_on": day})
    baa.end_reason = words
    changes["end_reason"] = [None, free_text(words)]
    store.save_changes(baa, changes, actor=actor, verb="baa.terminate")
    return baa


def _lock(pk: int, actor: Any, version: int | None) -> Baa:
    """The agreement, for change. Raises Conflict where it is terminated or replaced: its record stays as it is."""
    rows = Baa.objects.visible_to(actor).select_related("vendor", "owner")
    baa: Baa = rows.select_for_update(of=("self",)).get(pk=pk)
    require(actor, "baa.manage", baa)
    store.refuse_stale(baa, version)
    if baa.terminated_on is not None or baa.state_on(timezone.localdate()) == BaaState.REPLACED:
        raise Conflict(_("This BAA is over. Its record stays as it is; add a new one."))
    return baa


@step
def _put(baa: Baa, fields: Mapping[str, Any]) -> tuple[dict[str, Any], list[BaaSubcontractor] | None]:
    """Set the values, refuse what cannot be; return the changes and the subcontractors to keep, None for all."""
    store.refuse_unknown(fields, CHANGEABLE)
    values = {name: value for name, value in fields.items() if name in FIELDS}
    if isinstance(values.get("note"), str):
        values["note"] = guard(one_line(values["note"]), field="note").text
    owner_before = baa.owner_id
    changes = store.put_values(baa, values)
    errors: dict[str, str] = {}
    if "provisions" in fields:
        changes |= _put_provisions(baa, fields["provisions"], errors)
    others = None
    if "subcontractors" in fields:
        others = _subcontractors(fields["subcontractors"], errors)
    _refuse(baa, errors, owner_chosen=baa.owner_id != owner_before)
    return changes, others


def _put_provisions(baa: Baa, answers: Mapping[str, str], errors: dict[str, str]) -> dict[str, Any]:
    if set(answers) - set(PROVISIONS) or any(answer not in ANSWERS for answer in answers.values()):
        errors["provisions"] = _("Answer yes, no or nothing to: %(codes)s.") % {
            "codes": ", ".join(PROVISIONS)
        }
        return {}
    before = baa.answers()
    said = {**before, **answers}
    baa.included = [code for code in PROVISIONS if said[code] == Clause.YES]
    baa.absent = [code for code in PROVISIONS if said[code] == Clause.NO]
    return {code: [before[code], str(said[code])] for code in PROVISIONS if said[code] != before[code]}


def _subcontractors(rows: Iterable[Mapping[str, str]], errors: dict[str, str]) -> list[BaaSubcontractor]:
    found: dict[str, BaaSubcontractor] = {}
    for row in rows:
        name = guard(one_line(row.get("name", "")), field="subcontractors").text
        country, bound = row.get("country", ""), row.get("is_bound", "")
        words = ""
        if not name or len(name) > LONGEST_NAME:
            words = _("Give every subcontractor a name of at most %(most)d characters.") % {
                "most": LONGEST_NAME
            }
        elif name.casefold() in found:
            words = _("%(name)s stands there twice. Keep it once.") % {"name": name}
        elif country not in NAMES:
            words = _("Say in which country %(name)s works.") % {"name": name}
        elif bound not in ANSWERS:
            words = _("Say yes, no or nothing to whether %(name)s is bound.") % {"name": name}
        if words:
            errors.setdefault("subcontractors", words)
        found[name.casefold()] = BaaSubcontractor(name=name, country=country, is_bound=bound)
    if len(found) > MOST_SUBCONTRACTORS:
        errors["subcontractors"] = _("Keep at most %(most)d subcontractors.") % {"most": MOST_SUBCONTRACTORS}
    return sorted(found.values(), key=lambda one: one.name)


@step
def _keep_subcontractors(baa: Baa, wanted: list[BaaSubcontractor] | None) -> dict[str, Any]:
    """Make these the subcontractors; None leaves them as they are. Returns the change for the trail."""
    if wanted is None:
        return {}
    before = list(baa.subcontractors.all())
    old, new = _line(before), _line(wanted)
    if old == new:
        return {}
    baa.subcontractors.all().delete()
    for row in wanted:
        row.baa = baa
    BaaSubcontractor.objects.bulk_create(wanted)
    return {"subcontractors": [old, new]}


def _line(rows: Iterable[BaaSubcontractor]) -> str:
    return "; ".join(f"{row.name} ({row.country}, {row.is_bound or '?'})" for row in rows)


def _refuse(baa: Baa, errors: dict[str, str], *, owner_chosen: bool) -> None:
    found = store.faults_of(
        baa, exclude={"vendor", "owner", "succeeds", "included", "absent", "last_day", "end_reason"}
    )
    codes = faults(Dates.of(baa), timezone.localdate(), baa.breach_notice_days)
    found |= {name: str(WORDS[code]) % {"most": LATEST_NOTICE} for name, code in codes.items()}
    if baa.reviewed_on is not None and baa.reviewed_on > timezone.localdate():
        found["reviewed_on"] = _("This day is still to come.")
    if owner_chosen and baa.owner is not None and not can(baa.owner, "baa.read"):
        found["owner"] = _("This person may not read BAAs. Choose another, or give them a role that may.")
    begun = baa.succeeds.effective_on if baa.succeeds else None
    if begun is not None and baa.effective_on is not None and baa.effective_on <= begun:
        found["effective_on"] = _("It begins no later than the one it follows. Choose a later day.")
    errors |= {name: words for name, words in found.items() if name not in errors}
    if errors:
        raise ValueRefused(errors)


@step
def _follow(baa: Baa) -> None:
    """Let the agreement before a signed one end where this one begins."""
    if baa.succeeds_id is None:
        return
    day = baa.effective_on if baa.executed_on is not None else None
    Baa.objects.filter(pk=baa.succeeds_id).exclude(replaced_on=day).update(replaced_on=day)
