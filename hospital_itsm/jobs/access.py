"""Who may see jobs."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("job.read")
def may_read_job(actor: Any, job: Any) -> bool:
    """Everybody sees, cancels and downloads what they asked for, and nothing of others."""
    return job is None or job.owner_id == actor.pk
