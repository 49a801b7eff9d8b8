"""How many reports one person may send: a stuck key or a script must not bury the queue, and care never waits."""

from datetime import datetime, timedelta

from tickets.rules.facts import UNSAFE, FiveAnswers, ReportAnswer

WINDOW = timedelta(hours=1)


def may_wait(answers: FiveAnswers | ReportAnswer) -> bool:
    """May a report with these answers be put off? Never where care is delayed or unsafe, or somebody may be harmed."""
    if isinstance(answers, ReportAnswer):
        return answers.care != UNSAFE and not answers.harm
    return not (answers.harm or answers.in_use_on_patient)


def seconds_until_free(oldest_that_counts: datetime, now: datetime) -> int:
    """How long until the oldest of the counted reports is an hour old; at least one second."""
    return max(int((oldest_that_counts + WINDOW - now).total_seconds()) + 1, 1)
