"""What each figure is called, how it is counted in words, and what stands above its line."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Wording:
    """The words of one figure: its name, how it is counted, and what stands above the line."""

    name: "str | Promise"
    formula: "str | Promise"
    above: "str | Promise" = ""


def _says(name: "str | Promise", formula: "str | Promise", above: "str | Promise" = "") -> Wording:
    return Wording(name, formula, above)


WORDS: Final[dict[str, Wording]] = {
    "opened": _says(
        gettext_lazy("Tickets opened"),
        gettext_lazy("Incidents and requests, on the day they were opened."),
    ),
    "resolved": _says(
        gettext_lazy("Tickets ended"),
        gettext_lazy("Incidents and requests, on the day they were resolved, withdrawn or canceled."),
    ),
    "net_flow": _says(
        gettext_lazy("Opened less ended"),
        gettext_lazy("Tickets opened less tickets ended in the period. Above zero the backlog grows."),
    ),
    "backlog": _says(
        gettext_lazy("Open tickets"),
        gettext_lazy(
            "Incidents and requests open at the end of the day. One that was opened again counts as open in between."
        ),
    ),
    "backlog_age": _says(
        gettext_lazy("Age of open tickets"),
        gettext_lazy("Full days since each open ticket was opened: mean, median and 90th percentile."),
    ),
    "backlog_aged": _says(
        gettext_lazy("Open over 30 days"),
        gettext_lazy("Open tickets older than 30 days, of all open tickets."),
        gettext_lazy("older than 30 days"),
    ),
    "first_contact": _says(
        gettext_lazy("Solved at first contact"),
        gettext_lazy(
            "Incidents the service desk's first line solved within an hour, without a hand-over, without a second "
            "message of the requester and for good, of the incidents that came to the first line. Each counts on "
            "the day it was first resolved."
        ),
        gettext_lazy("solved at first contact"),
    ),
    "first_level": _says(
        gettext_lazy("Solved by the first line"),
        gettext_lazy(
            "Incidents that the first line resolved without handing them over, of all incidents that were resolved."
        ),
        gettext_lazy("solved by the first line"),
    ),
    "reopened": _says(
        gettext_lazy("Opened again"),
        gettext_lazy(
            "Tickets that were opened again, of all tickets that were first resolved in the period. A ticket opened "
            "again later changes the day on which it was first resolved."
        ),
        gettext_lazy("opened again"),
    ),
    "hops": _says(
        gettext_lazy("Hand-overs of an incident"),
        gettext_lazy("How many hand-overs teams accepted for each incident that was first resolved in the period."),
    ),
    "many_hops": _says(
        gettext_lazy("Handed over three times or more"),
        gettext_lazy("Incidents with three accepted hand-overs or more, of all that were first resolved."),
        gettext_lazy("with three hand-overs or more"),
    ),
    "repeated": _says(
        gettext_lazy("Repeat incidents"),
        gettext_lazy(
            "Incidents about a device that had one of the same category opened in the 30 days before, of all incidents "
            "opened."
        ),
        gettext_lazy("repeated"),
    ),
    "between_it_and_htm": _says(
        gettext_lazy("Sent between IT and clinical engineering"),
        gettext_lazy(
            "Tickets about devices on the network that were handed over between IT and clinical engineering, of all "
            "tickets about such devices, on the day they were opened."
        ),
        gettext_lazy("sent across"),
    ),
    "self_service": _says(
        gettext_lazy("Self-service"),
        gettext_lazy("Tickets reported on the web, of all tickets opened."),
        gettext_lazy("reported on the web"),
    ),
    "satisfaction": _says(
        gettext_lazy("Staff satisfaction"),
        gettext_lazy(
            "Ratings of 4 or 5, of all ratings, on the day they were given. A ticket rated twice counts with its "
            "latest rating."
        ),
        gettext_lazy("rated 4 or 5"),
    ),
    "rated": _says(
        gettext_lazy("Tickets that were rated"),
        gettext_lazy("Tickets with a rating, of all tickets that were first resolved in the period."),
        gettext_lazy("rated"),
    ),
    "patient_data_found": _says(
        gettext_lazy("Reports that looked like patient data"),
        gettext_lazy(
            "Tickets in whose report the guard found what looked like patient data, of all tickets opened. For "
            "information, without a target."
        ),
        gettext_lazy("with something found"),
    ),
    "response_p1": _says(
        gettext_lazy("Time to respond, priority 1"),
        gettext_lazy(
            "From the opening until somebody responded, around the clock, for incidents of priority 1. Automatic "
            "replies do not count."
        ),
    ),
    "response_p2": _says(
        gettext_lazy("Time to respond, priority 2"),
        gettext_lazy(
            "From the opening until somebody responded, around the clock, for incidents of priority 2. Automatic "
            "replies do not count."
        ),
    ),
    "response_working": _says(
        gettext_lazy("Working time to respond, priorities 3 and 4"),
        gettext_lazy(
            "What the clock of the first response ran, without hours off, for incidents of priorities 3 and 4."
        ),
    ),
    "restore_p1": _says(
        gettext_lazy("Time to restore, priority 1"),
        gettext_lazy("From the opening until it worked again, around the clock, for incidents of priority 1."),
    ),
    "restore_p2": _says(
        gettext_lazy("Time to restore, priority 2"),
        gettext_lazy("From the opening until it worked again, around the clock, for incidents of priority 2."),
    ),
    "restore_working": _says(
        gettext_lazy("Working time to restore, priorities 3 and 4"),
        gettext_lazy(
            "What the clock of restoring ran, without pauses and hours off, for incidents of priorities 3 and 4."
        ),
    ),
    "resolve_all": _says(
        gettext_lazy("Time to resolve"),
        gettext_lazy("From the opening until resolved, around the clock, for all incidents."),
    ),
    "response_on_target": _says(
        gettext_lazy("First response on target"),
        gettext_lazy(
            "Kept promises of a first response, of those kept or missed. A kept one counts on the day it was kept, a "
            "missed one on the day it was due. What a raised priority made late is not counted here."
        ),
        gettext_lazy("on target"),
    ),
    "restore_on_target_urgent": _says(
        gettext_lazy("Restored on target, priorities 1 and 2"),
        gettext_lazy(
            "Kept promises to restore incidents of priorities 1 and 2, of those kept or missed. A kept one counts on "
            "the day it was kept, a missed one on the day it was due, open or not. After a reopening the new promise "
            "counts. What a raised priority made late is not counted here."
        ),
        gettext_lazy("on target"),
    ),
    "restore_on_target_other": _says(
        gettext_lazy("Restored on target, other priorities"),
        gettext_lazy(
            "Kept promises to restore incidents of priorities 3 to 5, of those kept or missed, counted like those of "
            "priorities 1 and 2."
        ),
        gettext_lazy("on target"),
    ),
    "fulfil_on_target": _says(
        gettext_lazy("Requests fulfilled on target"),
        gettext_lazy("Kept promises to fulfill requests, of those kept or missed."),
        gettext_lazy("on target"),
    ),
    "raised_late": _says(
        gettext_lazy("Late because the priority was raised"),
        gettext_lazy("Incidents whose promise to restore was over the moment their priority was raised."),
        gettext_lazy("late by a raised priority"),
    ),
    "vendor_on_target": _says(
        gettext_lazy("Promises of vendors kept"),
        gettext_lazy(
            "Times that contracts promise for an answer or a repair and that vendors kept, of those kept or missed. A "
            "kept one counts on the day it was kept, a missed one on the day it was due."
        ),
        gettext_lazy("kept"),
    ),
    "vendor_answer": _says(
        gettext_lazy("Time until a vendor answers"),
        gettext_lazy("From the hand-over of a ticket to a vendor until its answer was noted, around the clock."),
    ),
    "vendor_late": _says(
        gettext_lazy("With a vendor past a promise"),
        gettext_lazy(
            "Tickets that are with a vendor now although a time that its contract promises has passed, of all that "
            "are with a vendor."
        ),
        gettext_lazy("past a promise"),
    ),
    "vendor_case_age": _says(
        gettext_lazy("Age of open vendor cases"),
        gettext_lazy("Full days since each case with a vendor that is not closed was opened."),
    ),
    "care_tickets": _says(
        gettext_lazy("Incidents that affect patient care"),
        gettext_lazy("Incidents opened for which patient care is delayed, unsafe or slower."),
        gettext_lazy("with patient care affected"),
    ),
    "care_restore": _says(
        gettext_lazy("Time to restore when patient care is affected"),
        gettext_lazy(
            "From the opening until it worked again, around the clock, for incidents that affect patient care."
        ),
    ),
    "clinical_impact": _says(
        gettext_lazy("Clinical impact, weighted minutes"),
        gettext_lazy(
            "Minutes from the opening until it worked again, times the weight of the care area (class A 3, B 2, C 1, "
            "D 0.5, E 0), times how many are hit (everybody 4, a unit 2, several 1, one person 0.5), added up over "
            "incidents with a unit."
        ),
    ),
    "majors": _says(
        gettext_lazy("Major incidents"),
        gettext_lazy(
            "Major incidents on the day they were declared, each once, in the domain of its most critical service. "
            "Declined proposals do not count."
        ),
    ),
    "majors_care": _says(
        gettext_lazy("Major incidents that hit patient care"),
        gettext_lazy(
            "Major incidents that hit a unit of class A, B or C or every unit, or whose ticket says that patient care "
            "is affected, of all that were declared."
        ),
        gettext_lazy("hit patient care"),
    ),
    "major_impact": _says(
        gettext_lazy("Clinical impact of major incidents, weighted minutes"),
        gettext_lazy(
            "Minutes from the beginning until it worked again, times the weight of the most critical unit (class A 3, "
            "B 2, C 1, D 0.5, E 0), times how many are hit (everybody 4, a unit 2), added up on the day it worked "
            "again. The tickets tied to them count in the clinical impact of incidents, so that the two are never "
            "added up."
        ),
    ),
    "major_updates": _says(
        gettext_lazy("Major incidents told in time"),
        gettext_lazy(
            "Major incidents of which every update came by the time that the one before had promised, the first "
            "within 15 minutes, of those stood down."
        ),
        gettext_lazy("told in time"),
    ),
    "major_reviews": _says(
        gettext_lazy("Major incidents reviewed in time"),
        gettext_lazy(
            "Major incidents whose review was complete by the day it was due, of those reviewed or past due. One in "
            "time counts on the day of its review, a late or missing one on the day it was due."
        ),
        gettext_lazy("reviewed in time"),
    ),
    "availability_first": _says(
        gettext_lazy("Availability, tiers 0 and 1"),
        gettext_lazy(
            "Agreed service time in which live services of tiers 0 and 1 worked, of all agreed service time. Planned "
            "outages do not count as down; a partial one counts by the share of users it hit. Counted from the day on "
            "which the first outage was recorded."
        ),
    ),
    "availability_other": _says(
        gettext_lazy("Availability, other services"),
        gettext_lazy(
            "Agreed service time in which all other live services worked, counted like that of tiers 0 and 1."
        ),
    ),
    "downtime_first": _says(
        gettext_lazy("Unplanned downtime, tiers 0 and 1"),
        gettext_lazy("Agreed service time that unplanned outages took from services of tiers 0 and 1, added up."),
    ),
    "downtime_other": _says(
        gettext_lazy("Unplanned downtime, other services"),
        gettext_lazy("Agreed service time that unplanned outages took from all other services, added up."),
    ),
    "outages": _says(
        gettext_lazy("Unplanned outages"),
        gettext_lazy("Outages nobody planned, on the day they began. Withdrawn ones do not count."),
    ),
    "planned_overrun": _says(
        gettext_lazy("Planned downtime that overran"),
        gettext_lazy(
            "Planned downtimes that lasted more than a tenth longer than their window, of all planned downtimes that "
            "ended."
        ),
        gettext_lazy("overran"),
    ),
    "impact_analysis": _says(
        gettext_lazy("Business impact analyzed"),
        gettext_lazy("Live services with a tier, a recovery time and a recovery point, of all live services."),
        gettext_lazy("analyzed"),
    ),
    "services_owned": _says(
        gettext_lazy("Services with an owner"),
        gettext_lazy("Live services for which somebody is named as owner, of all live services."),
        gettext_lazy("with an owner"),
    ),
    "recovery_planned": _says(
        gettext_lazy("Recovery plan up to date"),
        gettext_lazy(
            "Live services of tiers 0 to 2 with a recovery plan whose review is not late, of all of these tiers."
        ),
        gettext_lazy("with a plan"),
    ),
    "restore_tested": _says(
        gettext_lazy("Restore tested within a year"),
        gettext_lazy(
            "Live services of tiers 0 to 2 with a restore test in the last 365 days, whatever its result, of all of "
            "these tiers."
        ),
        gettext_lazy("tested"),
    ),
    "recovery_tested": _says(
        gettext_lazy("Disaster recovery proven within a year"),
        gettext_lazy(
            "Live services of tiers 0 to 2 that passed a failover or disaster recovery test in the last 365 days, of "
            "all of these tiers. Services whose impact analysis is pending count as not proven."
        ),
        gettext_lazy("proven"),
    ),
    "drilled": _says(
        gettext_lazy("Downtime drills within a year"),
        gettext_lazy("Units of classes A to C with a downtime drill in the last 365 days, of all of these classes."),
        gettext_lazy("drilled"),
    ),
    "rto_met": _says(
        gettext_lazy("Recovery time reached in tests"),
        gettext_lazy(
            "Tests after which the service worked again within its recovery time, of those that measured it, on the "
            "day of the test."
        ),
        gettext_lazy("reached"),
    ),
    "rpo_met": _says(
        gettext_lazy("Recovery point reached in tests"),
        gettext_lazy(
            "Tests in which no more data was lost than the recovery point allows, of those that measured it, on the "
            "day of the test."
        ),
        gettext_lazy("reached"),
    ),
    "feeds_on_time": _says(
        gettext_lazy("Data feeds on time"),
        gettext_lazy(
            "Feeds whose last run was complete and whose next is not late by more than half of its interval, of all "
            "feeds in use. One that is too young to have run does not count."
        ),
        gettext_lazy("on time"),
    ),
    "unsupported": _says(
        gettext_lazy("Unsupported software, not mitigated"),
        gettext_lazy(
            "Assets whose operating system is past its end of support with nothing in its place, of those with an "
            "operating system on record."
        ),
        gettext_lazy("not mitigated"),
    ),
    "unsupported_mitigated": _says(
        gettext_lazy("Unsupported software, mitigated"),
        gettext_lazy(
            "Assets whose software nobody mends and for which a compensating control is noted, of those with an "
            "operating system on record."
        ),
        gettext_lazy("mitigated"),
    ),
    "baa_coverage": _says(
        gettext_lazy("BAA coverage"),
        gettext_lazy("Vendors that touch patient data and have an agreement in force, of all that touch patient data."),
        gettext_lazy("covered"),
    ),
    "maintained_life_support": _says(
        gettext_lazy("Maintenance up to date, life support"),
        gettext_lazy(
            "Life-support devices without an overdue planned maintenance, of those with one on record. Devices that "
            "cannot be located count; classes of risk are never mixed."
        ),
        gettext_lazy("up to date"),
    ),
    "maintained_high_risk": _says(
        gettext_lazy("Maintenance up to date, high risk"),
        gettext_lazy(
            "High-risk devices that are no life support, without an overdue planned maintenance, of those with one "
            "on record."
        ),
        gettext_lazy("up to date"),
    ),
    "maintained_other": _says(
        gettext_lazy("Maintenance up to date, other"),
        gettext_lazy("All other devices without an overdue planned maintenance, of those with one on record."),
        gettext_lazy("up to date"),
    ),
    "repair_high_risk": _says(
        gettext_lazy("Repair time, high-risk devices"),
        gettext_lazy(
            "From the opening until resolved, around the clock, for incidents about life-support and high-risk "
            "clinical devices."
        ),
    ),
    "repair_other": _says(
        gettext_lazy("Repair time, other clinical devices"),
        gettext_lazy("From the opening until resolved, around the clock, for incidents about other clinical devices."),
    ),
    "repair_repeated": _says(
        gettext_lazy("Repeat repairs within 30 days"),
        gettext_lazy(
            "Incidents about a clinical device of which another was resolved in the 30 days before, of all incidents "
            "about clinical devices."
        ),
        gettext_lazy("repeated"),
    ),
    "nothing_found": _says(
        gettext_lazy("No problem found"),
        gettext_lazy(
            "Incidents about clinical devices closed as no problem found or not reproducible, of those closed with a "
            "code."
        ),
        gettext_lazy("without a problem"),
    ),
    "use_error": _says(
        gettext_lazy("Use errors"),
        gettext_lazy(
            "Incidents about clinical devices closed as use error or training, of those closed with a code. Many in "
            "one unit ask for training."
        ),
        gettext_lazy("use errors"),
    ),
    "days_down": _says(
        gettext_lazy("Days that devices are down"),
        gettext_lazy(
            "Full days since each clinical device that is in repair, not to be used or quarantined came into that "
            "status."
        ),
    ),
    "cannot_locate": _says(
        gettext_lazy("Could not be located"),
        gettext_lazy("Clinical devices that are missing, of all clinical devices of the inventory in use."),
        gettext_lazy("missing"),
    ),
    "past_life": _says(
        gettext_lazy("Past expected life"),
        gettext_lazy(
            "Assets beyond their end of life, or older than their model's expected life, of those for which it is "
            "known."
        ),
        gettext_lazy("past their life"),
    ),
    "seen": _says(
        gettext_lazy("Inventory seen within a year"),
        gettext_lazy("Assets that were scanned or seen in the last 365 days, of the inventory in use."),
        gettext_lazy("seen"),
    ),
    "network_known": _says(
        gettext_lazy("Network facts of clinical devices"),
        gettext_lazy(
            "Clinical devices on the network with a zone and an end of support on record, of all clinical devices on "
            "the network."
        ),
        gettext_lazy("known"),
    ),
    "recall_closure_one": _says(
        gettext_lazy("Time to close recalls, class I"),
        gettext_lazy(
            "From receipt until closed, for recalls of class I; what nobody classified counts as class I. Dismissed "
            "notices do not count."
        ),
    ),
    "recall_closure_two": _says(
        gettext_lazy("Time to close recalls, class II"),
        gettext_lazy("From receipt until closed, for recalls of class II that were not dismissed."),
    ),
    "recall_closure_three": _says(
        gettext_lazy("Time to close recalls, class III"),
        gettext_lazy("From receipt until closed, for recalls of class III that were not dismissed."),
    ),
    "recall_on_target": _says(
        gettext_lazy("Recalls closed on target"),
        gettext_lazy(
            "Recalls closed by their deadline, of those closed or due. One closed in time counts on the day it was "
            "closed, a late one on the day it was due."
        ),
        gettext_lazy("on target"),
    ),
    "recall_triage": _says(
        gettext_lazy("Time to triage recalls"),
        gettext_lazy("From receipt until triaged, around the clock."),
    ),
    "recalls_open_one": _says(
        gettext_lazy("Open class I recalls"),
        gettext_lazy("Recalls of class I, or not classified yet, that were open at the end of the day."),
        gettext_lazy("open, class I"),
    ),
    "recall_age_one": _says(
        gettext_lazy("Age of open class I recalls"),
        gettext_lazy("Full days since receipt of each open recall of class I."),
    ),
    "spend_against_plan": _says(
        gettext_lazy("Spent against plan so far"),
        gettext_lazy(
            "What was spent on lines of the budget in the fiscal year until now, in percent of what was planned until "
            "the present month. Amounts in several currencies are not added up."
        ),
    ),
    "forecast_against_plan": _says(
        gettext_lazy("Forecast against plan"),
        gettext_lazy(
            "What was spent and what contracts and orders still cost this fiscal year, in percent of what was planned "
            "for the year. Amounts in several currencies are not added up."
        ),
    ),
    "notices_30": _says(
        gettext_lazy("Notice dates within 30 days, undecided"),
        gettext_lazy("Signed contracts whose notice date is in the next 30 days and about which nobody has decided."),
        gettext_lazy("undecided"),
    ),
    "notices_60": _says(
        gettext_lazy("Notice dates within 60 days, undecided"),
        gettext_lazy("Signed contracts whose notice date is in the next 60 days and about which nobody has decided."),
        gettext_lazy("undecided"),
    ),
    "notices_90": _says(
        gettext_lazy("Notice dates within 90 days, undecided"),
        gettext_lazy("Signed contracts whose notice date is in the next 90 days and about which nobody has decided."),
        gettext_lazy("undecided"),
    ),
    "notices_180": _says(
        gettext_lazy("Notice dates within 180 days, undecided"),
        gettext_lazy("Signed contracts whose notice date is in the next 180 days and about which nobody has decided."),
        gettext_lazy("undecided"),
    ),
    "notice_kept": _says(
        gettext_lazy("Decided before the notice date"),
        gettext_lazy(
            "Contracts about which somebody decided by their notice date, of those signed whose notice date has "
            "passed, on that date. Counted from the first decision that is on record."
        ),
        gettext_lazy("decided in time"),
    ),
    "renewal_traps": _says(
        gettext_lazy("Renewal traps"),
        gettext_lazy(
            "Signed contracts that renew by themselves, whose notice date is fewer than 60 days ahead, and about which "
            "nobody has decided."
        ),
        gettext_lazy("about to renew by themselves"),
    ),
    "license_use": _says(
        gettext_lazy("Licenses in use"),
        gettext_lazy("What was used of each license in the last 90 days, of what was bought, all licenses together."),
    ),
}  # fmt: skip
