"""Procedures for tests, made by the actions."""

from typing import Any

from django.utils import timezone

from hospital_itsm.procedures.actions.procedures import start_procedure
from hospital_itsm.procedures.actions.steps import do_step, skip_step
from hospital_itsm.procedures.models import Procedure
from tests.world import World, again


def start(world: World, tag: str = "LR-20417", kind: str = "install", **values: Any) -> Procedure:
    """A procedure that the biomed technician starts."""
    return start_procedure(tag, actor=again(world.biomed), kind=kind, **values)


def do(world: World, run: Procedure, position: int, who: str = "biomed", **evidence: Any) -> None:
    """One step, with its evidence."""
    do_step(run.pk, position, actor=again(getattr(world, who)), evidence=evidence)


def skip_all_but_last(world: World, run: Procedure) -> None:
    """Every step but the last: not applicable, or, where that is not possible, done."""
    *others, _last = run.steps.select_related("template")
    for step in others:
        if step.template.may_skip:
            skip_step(run.pk, step.position, actor=again(world.biomed), reason="Not for this one")
        else:
            do_step(run.pk, step.position, actor=again(world.biomed), evidence={})


def finish(world: World, tag: str, kind: str) -> Procedure:
    """A complete procedure of a kind."""
    run = start(world, tag, kind)
    skip_all_but_last(world, run)
    signed = {"signed_name": "Joan Castellane, RN", "dated_on": timezone.localdate()}
    do_step(run.pk, run.steps_total, actor=again(world.htm_manager), evidence=signed)
    return Procedure.objects.get(pk=run.pk)
