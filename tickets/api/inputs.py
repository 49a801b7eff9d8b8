"""What REST takes about tickets; `actions` judge the values, these name the types and the codes."""

from typing import Any

from rest_framework import serializers

from assets.models import Asset, Service
from hospital_itsm.core.phi_guard import PhiDecision
from hospital_itsm.core.rest.addresses import NUMBER, SYSTEM
from hospital_itsm.core.rest.fields import Code, Flag, Instant, Text, Whole
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.models import CareArea, Team, User
from tickets.actions.intake import LONGEST_TEXT, SHORTEST_TEXT
from tickets.actions.messages import LONGEST_MESSAGE
from tickets.choices import CareAnswer, ClinicalImpact, Kind, MissReason, Priority, Topic
from tickets.models import Category
from tickets.queries.facts import FLAGS
from tickets.queries.misses import EXPLAINED
from tickets.rules.closing import CAUSES, CLOSE_CODES
from tickets.rules.facts import DEADLINES, REACHES, WORKAROUNDS
from vendors.models import Vendor

PHI_ANSWERS = (PhiDecision.MOVED, PhiDecision.REMOVED, PhiDecision.NOT_PHI)
PHI_HELP = (
    "What to do with text that looks like patient data: moved to the protected field, removed, or not patient data. "
    "Left out, likely finds are refused with 409."
)
LONGEST_LINE = 120
LONGEST_REASON = 200


def phi_decision() -> serializers.ChoiceField:
    """The answer to the PHI guard."""
    return serializers.ChoiceField(PHI_ANSWERS, required=False, help_text=PHI_HELP)


def code_of(model: Any, slug: str = "code", **kwargs: Any) -> Code:
    """An active row by its code."""
    return Code(slug, queryset=model.objects.filter(is_active=True), **kwargs)


def asset(**kwargs: Any) -> Code:
    """A device in the house by its tag."""
    return Code(
        "tag", queryset=Asset.objects.in_house(), required=False, help_text="Tag of the device.", **kwargs
    )


class Answers(StrictSerializer):
    """The five questions of phone intake."""

    harm = Flag(help_text="Someone may be harmed.")
    in_use_on_patient = Flag()
    workaround = serializers.ChoiceField(WORKAROUNDS)
    reach = serializers.ChoiceField(
        REACHES, help_text="One, 2 to 19, a unit or 20 to 99, several units or more."
    )
    serious_by = serializers.ChoiceField(DEADLINES)


class ExternalNumber(StrictSerializer):
    """The number another system knows the ticket by."""

    system = serializers.RegexField(SYSTEM)
    id = serializers.RegexField(NUMBER)


class NewTicket(StrictSerializer):
    """A report: the care answer of the form, or the five answers."""

    text = Text(min_length=SHORTEST_TEXT, max_length=LONGEST_TEXT, help_text="What is wrong, in plain words.")
    care_area = code_of(
        CareArea,
        required=False,
        help_text="Code of the unit where the problem is; left out, that of the device.",
    )
    asset = asset()
    care_answer = serializers.ChoiceField(CareAnswer.choices, required=False)
    answers = Answers(required=False)
    someone_harmed = Flag(required=False)
    title = Text(required=False, max_length=LONGEST_LINE)
    topic = serializers.ChoiceField(Topic.choices, required=False)
    device_text = Text(required=False, max_length=80)
    callback = Text(required=False, max_length=LONGEST_LINE, allow_blank=True)
    room = Text(required=False, max_length=40)
    kind = serializers.ChoiceField(Kind.choices, required=False)
    category = code_of(Category, required=False)
    service = code_of(Service, required=False)
    team = code_of(Team, required=False, help_text="For the desk and integrations.")
    requester = code_of(
        User, "username", required=False, help_text="User name, for the desk and integrations."
    )
    flags = serializers.ListField(child=serializers.ChoiceField(FLAGS), required=False, max_length=len(FLAGS))
    phi_decision = phi_decision()


class TicketReport(NewTicket):
    """A new ticket, with the number of another system where there is one."""

    external_ref = ExternalNumber(required=False)


class TicketChange(StrictSerializer):
    """The fields that may be set; every other field changes through its own action."""

    title = Text(required=False, max_length=LONGEST_LINE)
    room = Text(required=False, max_length=40, allow_blank=True)
    device_text = Text(required=False, max_length=80, allow_blank=True)
    callback = Text(required=False, max_length=LONGEST_LINE, allow_blank=True)
    care_area = code_of(CareArea, required=False)
    asset = asset(allow_null=True)
    category = code_of(Category, required=False, allow_null=True)
    service = code_of(Service, required=False, allow_null=True)
    phi_decision = phi_decision()


def message(**kwargs: Any) -> Text:
    """Words that go to the reporters."""
    return Text(max_length=LONGEST_MESSAGE, **kwargs)


def reason(**kwargs: Any) -> Text:
    """Why, in one line."""
    return Text(max_length=LONGEST_REASON, **kwargs)


class ReasonGiven(StrictSerializer):
    """Why, in one line."""

    reason = reason()


class MessageGiven(StrictSerializer):
    """Words that go to the reporters."""

    message = message()
    phi_decision = phi_decision()


class MessageMaybe(StrictSerializer):
    """Words that go to the desk, if there is anything to add."""

    message = message(required=False)
    phi_decision = phi_decision()


class Waiting(StrictSerializer):
    """Why and until when it waits."""

    reason = reason()
    until = Instant()


class WaitingForVendor(Waiting):
    """Why, until when and for which vendor it waits."""

    vendor = code_of(Vendor, "name", required=False, help_text="Name of the vendor.")


class Resolution(MessageGiven):
    """How it was solved; the last three are asked for on serious tickets."""

    close_code = serializers.ChoiceField(sorted(CLOSE_CODES))
    cause = serializers.ChoiceField(CAUSES)
    clinical_impact = serializers.ChoiceField(ClinicalImpact.choices, required=False)
    workaround = Flag(required=False)
    downtime_minutes = Whole(required=False, min_value=0, max_value=1_000_000)


class Merging(StrictSerializer):
    """The ticket that goes on."""

    into = serializers.RegexField(r"^[A-Z]{3}-[0-9]{1,12}$")
    reason = reason(required=False, allow_blank=True)


class Triaging(StrictSerializer):
    """Where it belongs."""

    category = code_of(Category)
    team = code_of(Team)


class Assigning(StrictSerializer):
    """Who works it; null gives it back to the team."""

    assignee = code_of(User, "username", allow_null=True)


class Releasing(StrictSerializer):
    """Why it goes back to the team."""

    reason = reason(required=False, allow_blank=True)


class TeamGiven(StrictSerializer):
    """The other team and why."""

    team = code_of(Team)
    reason = reason()


class PriorityGiven(StrictSerializer):
    """A person's decision about the priority; lowering P1 and P2 asks for the names."""

    priority = Whole(min_value=1, max_value=Priority.P4)
    reason = reason()
    spoke_with = Text(required=False, max_length=LONGEST_LINE)
    charge_nurse = Text(required=False, max_length=LONGEST_LINE)
    engineer = Text(required=False, max_length=LONGEST_LINE)


class MissGiven(StrictSerializer):
    """Which missed promise, and why."""

    metric = serializers.ChoiceField(EXPLAINED)
    reason = serializers.ChoiceField(MissReason.choices)


class Joining(StrictSerializer):
    """ "Same for me"."""

    care_answer = serializers.ChoiceField(CareAnswer.choices, required=False)
    callback = Text(required=False, max_length=LONGEST_LINE)
    care_area = code_of(CareArea, required=False)


class Worse(StrictSerializer):
    """ "Worse for you? Care is delayed or unsafe"."""

    someone_harmed = Flag(required=False)


class Score(StrictSerializer):
    """How was it? 1 to 5."""

    score = Whole(min_value=1, max_value=5)


class NewMessage(StrictSerializer):
    """A message: `public` goes to the reporters, `internal` stays with the desk."""

    kind = serializers.ChoiceField(("public", "internal"))
    text = message()
    attachments = serializers.ListField(
        child=Whole(min_value=1, max_value=2**62), required=False, max_length=30,
        help_text="Numbers of files you uploaded to this ticket before.",
    )  # fmt: skip
    then_state = Text(
        required=False, max_length=20, help_text="A public reply may move the ticket on to this state."
    )
    promised_update_at = Instant(required=False)
    phi_decision = phi_decision()


class TakingNext(StrictSerializer):
    """From which queue, by default all of your teams."""

    team = code_of(Team, required=False)
