"""The checks the machinery itself can make: database, migrations, broker."""

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hospital_itsm.core.health import Check, Finding, register_check

BROKER_SECONDS = 1.0
_migrated = False


def database() -> Finding:
    """Does PostgreSQL answer a query?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding()


def migrations() -> Finding:
    """Are all migrations of this release applied? Once they are, they stay so for the life of the process."""
    global _migrated
    if _migrated:
        return Finding()
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return Finding(f"{len(missing)} not applied", {"missing": len(missing)})
    _migrated = True
    return Finding()


def broker() -> Finding:
    """Does the Redis-protocol server answer? Deliveries and clocks go on without it, a little later."""
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=BROKER_SECONDS, socket_timeout=BROKER_SECONDS
    )
    try:
        client.ping()
    except redis.RedisError as error:
        return Finding(f"down, {type(error).__name__}", {"broker": "down"})
    finally:
        client.close()
    return Finding(facts={"broker": "up"})


def register_checks() -> None:
    """Called once when the app is ready."""
    register_check(Check("database", database, vital=True, reads_tables=False))
    register_check(Check("migrations", migrations, vital=True))
    register_check(Check("broker", broker, reads_tables=False))
