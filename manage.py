#!/usr/bin/env python
"""Django's command line, with the Celery app bound first so that tasks publish to REDIS_URL."""

import os
import sys


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hospital_itsm.settings")
    from django.core.management import execute_from_command_line

    import hospital_itsm.celery  # noqa: F401

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
