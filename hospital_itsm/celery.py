"""The Celery app: the pulse. What is due is known to PostgreSQL alone, so a second beat is harmless."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hospital_itsm.settings")

app = Celery("hospital_itsm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["hospital_itsm.audit", "hospital_itsm.jobs", "hospital_itsm.outbox", "tickets"])
app.conf.beat_schedule = {
    "seal the audit trail": {"task": "hospital_itsm.audit.tasks.seal_audit", "schedule": 60},
}
