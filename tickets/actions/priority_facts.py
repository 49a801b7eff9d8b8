"""Keeping what people answered and decided, and running the engine over it (domain/2 §2.2)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from hospital_itsm.audit.actions import step
from tickets.choices import CareAnswer
from tickets.models import Ticket
from tickets.queries.facts import FLAGS, facts_of, sourced_facts
from tickets.rules.answers import someone_may_be_harmed
from tickets.rules.fact_sources import with_sources
from tickets.rules.facts import Adjustment, FiveAnswers, ReportAnswer, worsen
from tickets.rules.priority import Decision, priority_for

KEPT = ("impact", "urgency", "priority", "is_patient_safety", "care_answer", "flags")


@dataclass(frozen=True)
class Recomputed:
    """What the engine said and `{field: [old, new]}` of what changed on the ticket, for `store`."""

    decision: Decision
    changes: dict[str, list[Any]]


@step
def keep_answers(
    ticket: Ticket, answers: ReportAnswer | FiveAnswers | None, *, flags: Iterable[str] = ()
) -> None:
    """Put the first answers and recorded flags on the ticket; `recompute` saves and weighs them.

    Raises ValueError for a flag outside `queries.facts.FLAGS`.
    """
    unknown = set(flags) - set(FLAGS)
    if unknown:
        raise ValueError(f"Unknown flags: {', '.join(sorted(unknown))}.")
    ticket.flags = sorted({*ticket.flags, *flags})
    ticket.priority_facts = {**ticket.priority_facts, "answers": asdict(answers) if answers else None}
    if isinstance(answers, ReportAnswer):
        ticket.care_answer = answers.care


@step
def keep_later_answer(ticket: Ticket, answer: ReportAnswer) -> None:
    """Add the care answer of somebody who joined; the worst counts, an unsafe one drops earlier lowerings."""
    worse = worsen(facts_of(ticket), answer)
    ticket.priority_facts = {
        **ticket.priority_facts,
        "later_answer": asdict(worse.later_answer) if worse.later_answer else None,
        "adjustments": [asdict(item) for item in worse.adjustments],
    }
    order = list(CareAnswer.values)
    if order.index(answer.care) < order.index(ticket.care_answer or CareAnswer.NOT_AFFECTED):
        ticket.care_answer = answer.care


@step
def keep_adjustment(ticket: Ticket, adjustment: Adjustment) -> None:
    """Add a person's decision about the priority."""
    kept = [*ticket.priority_facts.get("adjustments", ()), asdict(adjustment)]
    ticket.priority_facts = {**ticket.priority_facts, "adjustments": kept}


@step
def weigh(ticket: Ticket) -> Recomputed:
    """Run the engine over the kept facts and save what it says, unless the ticket is not stored yet.

    Clocks are `priority.recompute`'s part.
    """
    before = {name: getattr(ticket, name) for name in KEPT}
    facts, sources = sourced_facts(ticket)
    decision = priority_for(facts)
    ticket.impact, ticket.urgency = decision.impact, decision.urgency
    ticket.priority = decision.priority
    ticket.priority_trace = with_sources(decision.trace_data(), sources)
    ticket.is_patient_safety = someone_may_be_harmed(facts)
    if ticket.pk is not None:
        ticket.save(update_fields=[*KEPT, "priority_facts", "priority_trace"])
    changes = {name: [old, getattr(ticket, name)] for name, old in before.items()}
    return Recomputed(decision, {name: pair for name, pair in changes.items() if pair[0] != pair[1]})
