"""How figures are said: values, targets, verdicts, changes."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.core.display import span_words
from hospital_itsm.kpi.rules import definitions as known
from hospital_itsm.kpi.rules.definitions import (
    DAYS,
    DIFFERENCE,
    HIGHER,
    LOWER,
    MEAN,
    PERCENT,
    PIECES,
    RATIO,
    SECONDS,
    Definition,
)
from hospital_itsm.kpi.rules.figures import FEW, FEWEST, MET, MISSED, NEAR, UNJUDGED, Figure, is_better
from hospital_itsm.kpi.wordings import WORDS

GROUPS: Final[dict[str, "str | Promise"]] = {
    known.DESK: gettext_lazy("Service desk"),
    known.PROMISES: gettext_lazy("Promises and times"),
    known.CARE: gettext_lazy("Patient care"),
    known.CONTINUITY: gettext_lazy("Continuity"),
    known.SECURITY: gettext_lazy("Security and privacy"),
    known.DEVICES: gettext_lazy("Devices"),
    known.RECALLS: gettext_lazy("Recalls"),
    known.MONEY: gettext_lazy("Contracts and money"),
}
MARKS: Final = {MET: "done", NEAR: "warn", MISSED: "bad", UNJUDGED: "none", FEW: "none"}


def name_of(code: str) -> str:
    """What a figure is called."""
    return str(WORDS[code].name)


def amount_words(definition: Definition, value: Decimal) -> str:
    """A value in its unit: "94.1%", "2h 10m", "45.2 days", "61"."""
    if definition.unit == PERCENT:
        return f"{_cut(value, definition.places) if definition.places > 1 else _rounded(value, 1)}%"
    if definition.unit == SECONDS:
        return span_words(float(value)) if value else _("0m")
    if definition.unit == DAYS:
        return ngettext("%(n)s day", "%(n)s days", 1 if value == 1 else 2) % {"n": _rounded(value, 1)}
    return _rounded(value, 1 if definition.kind == MEAN else 0)


def _cut(value: Decimal, places: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_DOWN):f}"


def _rounded(value: Decimal, places: int) -> str:
    exact = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{exact.normalize() if exact != exact.to_integral_value() else exact.to_integral_value():,f}"


def target_words(definition: Definition, target: Decimal | None) -> str:
    """A target: "95% or more", "15m or less"; empty without one."""
    if target is None or definition.better not in (HIGHER, LOWER):
        return ""
    whole = f"{_rounded(target, definition.places)}%"
    words = {"amount": whole if definition.unit == PERCENT else amount_words(definition, target)}
    return (_("%(amount)s or more") if definition.better == HIGHER else _("%(amount)s or less")) % words


def verdict_words(figure: Figure) -> str:
    """How a figure stands: "Meets 95% or more", "Misses 15m or less"."""
    target = target_words(figure.definition, figure.target)
    return {
        MET: _("Meets %(target)s"),
        NEAR: _("Just misses %(target)s"),
        MISSED: _("Misses %(target)s"),
        FEW: _("Too few to judge, fewer than %(fewest)d"),
        UNJUDGED: _("No target"),
    }[figure.verdict] % {"target": target, "fewest": FEWEST}


def counted_words(figure: Figure) -> str:
    """How many records a figure stands on."""
    sums = figure.sums
    if figure.definition.kind == RATIO and sums.denominator == sums.n and WORDS[figure.definition.code].above:
        return _("%(part)s of %(all)s") % {
            "part": _rounded(sums.numerator, 0),
            "all": _rounded(sums.denominator, 0),
        }
    return ngettext("%(n)s counted", "%(n)s counted", sums.n) % {"n": f"{sums.n:,}"}


def change_words(definition: Definition, now: Decimal, before: Decimal | None) -> str:
    """What became of it since: "3.1 points better", "14m less", "no change"; empty without a value to compare."""
    if before is None:
        return ""
    change = now - before
    amount = _change_amount(definition, abs(change))
    if not change or amount == _change_amount(definition, Decimal(0)):
        return _("no change")
    better = is_better(definition, now, before)
    if better is None:
        return (_("%(amount)s more") if change > 0 else _("%(amount)s less")) % {"amount": amount}
    return (_("%(amount)s better") if better else _("%(amount)s worse")) % {"amount": amount}


def _change_amount(definition: Definition, change: Decimal) -> str:
    if definition.unit == PERCENT:
        return _("%(n)s points") % {"n": _rounded(change, definition.places)}
    if definition.kind == DIFFERENCE or definition.unit == PIECES:
        return _rounded(change, 1 if definition.kind == MEAN else 0)
    return amount_words(definition, change)
