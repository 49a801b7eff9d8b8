"""The WSGI entry point: `granian --interface wsgi hospital_itsm.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hospital_itsm.settings")

import hospital_itsm.celery  # noqa: F401

application = get_wsgi_application()
