"""Holding the number of another system, so that it never gets two tickets."""

from django.db import connection

from hospital_itsm.audit.actions import step


@step
def hold_number(system: str, number: str) -> None:
    """Let nobody else open a ticket for this number until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"external {system} {number}"]
        )
