"""Changing a priority with a reason, after showing what it does to the promises; correcting the answers behind it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.display import moment_words
from hospital_itsm.core.errors import Forbidden
from tickets.actions.clocks import preview_priority
from tickets.actions.priority import set_answers, set_priority
from tickets.clock_words import METRIC_WORDS
from tickets.forms.desk import CHOSEN, AnswersForm, PriorityForm
from tickets.models import Ticket
from tickets.queries.facts import FLAGS
from tickets.rules.effects import Effect
from tickets.rules.facts import FiveAnswers
from tickets.rules.lifecycle import MOST_URGENT_THAT_PAUSES
from tickets.views.desk.find import signed_in
from tickets.views.desk.panel import PRIORITY_VERBS
from tickets.views.desk.sheet import PAGE, SHEET, SheetView, posted
from tickets.wording import trace_sentences

AGREED = ("spoke_with", "charge_nurse", "engineer")
FLAG_WORDS: dict[str, Promise] = {
    "whole_unit": gettext_lazy("The whole unit is affected"),
    "whole_area_function": gettext_lazy("A central function of the unit is affected"),
    "service_down": gettext_lazy("The service is down"),
    "deadline_today": gettext_lazy("There is a deadline today"),
    "active_attack": gettext_lazy("An attack is in progress"),
    "patient_safety": gettext_lazy("Patient safety"),
    "life_support": gettext_lazy("A life-support device"),
    "patient_connected": gettext_lazy("A patient is connected"),
    "high_risk": gettext_lazy("A high-risk device"),
    "out_of_service": gettext_lazy("The device is out of service"),
    "backup_in_place": gettext_lazy("A backup is in place"),
    "malware": gettext_lazy("Malware or stolen credentials"),
    "phi_disclosure": gettext_lazy("Patient data may have been disclosed"),
    "recall_class_one": gettext_lazy("A class I recall is open on the device"),
    "critical_workstation": gettext_lazy("A critical workstation"),
    "alarm_not_reaching": gettext_lazy("An alarm or call does not reach staff"),
}


@dataclass(frozen=True)
class EffectWords:
    """One deadline before and after, in words."""

    target: str
    before: str
    after: str
    late_at_once: bool


class PriorityView(SheetView):
    """Another priority: first what it would do, then, once confirmed, the change."""

    access = "ticket.read_internal"
    button = gettext_lazy("Go on")

    def allow(self, request: HttpRequest, ticket: Ticket) -> None:
        """Who triages, raises or lowers; which change it may be is judged by the action."""
        if not any(can(request.user, verb, ticket) for verb in PRIORITY_VERBS):
            raise Forbidden(
                _("Priorities are changed by who triages or leads. Ask the lead on duty."), "ticket.triage"
            )

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """Priority and reason; P1 and P2 ask besides who agreed to lowering them. `?priority=2` chooses it before."""
        agreed = AGREED if ticket.priority < MOST_URGENT_THAT_PAUSES else ()
        wanted = request.GET.get("priority", "")
        preset = wanted in {str(number) for number in CHOSEN}
        first = {"priority": wanted if preset else ticket.priority, "version": ticket.version}
        form = PriorityForm(posted(request), agreed=agreed, initial=first)
        form.focus("reason" if preset else "priority")
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the ticket."""
        return _("Change the priority of %(key)s") % {"key": ticket.key}

    def more_context(self, request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
        """Why it has the priority it has; what is only asked for lowering."""
        return {"sentences": trace_sentences(ticket.priority_trace), "lowering": AGREED}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> HttpResponse | None:
        """Ask first where a deadline moves, then change it."""
        if not data["confirmed"]:
            found = preview_priority(
                ticket.key, actor=request.user, priority=data["priority"], at=timezone.now()
            )
            if any(effect.late_at_once for effect in found):
                return self.ask(request, ticket, data, found)
        agreed = {name: data.get(name, "") for name in AGREED}
        set_priority(
            ticket.key,
            actor=signed_in(request),
            priority=data["priority"],
            reason=data["reason"],
            version=data["version"],
            **agreed,
        )
        messages.success(request, _("Priority is %(priority)d now.") % {"priority": data["priority"]})
        return None

    def ask(
        self, request: HttpRequest, ticket: Ticket, data: dict[str, Any], found: tuple[Effect, ...]
    ) -> HttpResponse:
        """What would be late at once, with the typed values carried along."""
        carried = {name: data[name] for name in ("priority", "reason", "version", *AGREED) if data.get(name)}
        context = {
            "ticket": ticket,
            "heading": _("Priority %(priority)d makes a promise late at once")
            % {"priority": data["priority"]},
            "effects": [effect_words(effect) for effect in found],
            "carried": [*carried.items(), ("confirmed", "on")],
            "action": request.path,
            "button": _("Change to priority %(priority)d") % {"priority": data["priority"]},
        }
        fragment = bool(request.htmx)  # type: ignore[attr-defined]
        return render(request, SHEET if fragment else PAGE, context)


class AnswersView(SheetView):
    """The five answers and the recorded facts, corrected with a reason."""

    access = "ticket.route"
    button = gettext_lazy("Save the answers")
    done = gettext_lazy("Answers saved. The priority was decided again.")

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """The present answers, where five were given before."""
        form = AnswersForm(posted(request), flag_words=list(FLAG_WORDS.items()), initial=answered(ticket))
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the ticket."""
        return _("Correct the answers of %(key)s") % {"key": ticket.key}

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Let the engine decide again."""
        chosen, held = set(data["flags"]), {flag for flag in ticket.flags if flag in FLAGS}
        set_answers(
            ticket.key,
            actor=signed_in(request),
            reason=data["reason"],
            answers=FiveAnswers(
                harm=data["harm"] == "yes",
                in_use_on_patient=data["in_use_on_patient"] == "yes",
                workaround=data["workaround"],
                reach=data["reach"],
                serious_by=data["serious_by"],
            ),
            add_flags=chosen - held,
            drop_flags=held - chosen,
            version=data["version"],
        )


def answered(ticket: Ticket) -> dict[str, Any]:
    """What the form starts with: the five answers if they were given, else the mildest that fits what is known."""
    kept = ticket.priority_facts.get("answers") or {}
    yes_no = {True: "yes", False: "no"}
    return {
        "harm": yes_no[bool(kept.get("harm"))],
        "in_use_on_patient": yes_no[bool(kept.get("in_use_on_patient"))],
        "workaround": kept.get("workaround", "no"),
        "reach": kept.get("reach", "one" if ticket.reporters_count < 2 else "few"),
        "serious_by": kept.get("serious_by", "today"),
        "flags": ticket.flags,
        "version": ticket.version,
    }


def effect_words(effect: Effect) -> EffectWords:
    """Say one moved deadline."""
    now = timezone.localtime()
    before, after = (
        moment_words(timezone.localtime(due), now) if due else _("no deadline")
        for due in (effect.due_before, effect.due_after)
    )
    return EffectWords(str(METRIC_WORDS[effect.metric]), before, after, effect.late_at_once)
