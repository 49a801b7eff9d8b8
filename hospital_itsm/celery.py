"""The Celery app: the pulse. What is due is known to PostgreSQL alone, so a second beat is harmless."""

import os

from celery import Celery
from celery.schedules import crontab
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hospital_itsm.settings")

app = Celery("hospital_itsm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "hospital_itsm.audit",
        "hospital_itsm.jobs",
        "hospital_itsm.outbox",
        "hospital_itsm.people",
        "hospital_itsm.webhooks",
        "hospital_itsm.approvals",
        "hospital_itsm.budget",
        "hospital_itsm.bulk",
        "hospital_itsm.vendor_file",
        "hospital_itsm.vendor_work",
        "hospital_itsm.continuity",
        "hospital_itsm.desk",
        "hospital_itsm.following",
        "hospital_itsm.joint",
        "hospital_itsm.openings",
        "hospital_itsm.privacy",
        "hospital_itsm.safety",
        "hospital_itsm.shifts",
        "hospital_itsm.similar",
        "hospital_itsm.cmms",
        "hospital_itsm.kpi",
        "hospital_itsm.reports",
        "hospital_itsm.redaction",
        "hospital_itsm.underpinning",
        "assets",
        "tickets",
        "vendors",
    ]
)
app.conf.beat_scheduler = "hospital_itsm.beat:SelfHelpingScheduler"
app.conf.beat_schedule = {
    "prove that beat, broker and worker live": {
        "task": "hospital_itsm.jobs.tasks.note_worker_alive",
        "schedule": settings.PULSE_SECONDS,
        "options": {"expires": 60},
    },
    "watch clocks": {
        "task": "tickets.tasks.watch_clocks",
        "schedule": settings.PULSE_SECONDS,
        "options": {"expires": 60},
    },
    "send held replies": {
        "task": "tickets.tasks.send_held_replies",
        "schedule": settings.PULSE_SECONDS,
        "options": {"expires": 60},
    },
    "watch saved views": {
        "task": "hospital_itsm.desk.tasks.watch_views",
        "schedule": 60,
        "options": {"queue": "reports", "expires": 60},
    },
    "bring back what rested": {
        "task": "hospital_itsm.following.tasks.bring_back_rested",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "remind of late reviews": {
        "task": "hospital_itsm.openings.tasks.remind_of_reviews",
        "schedule": crontab(minute=25),
    },
    "remind of privacy limits": {
        "task": "hospital_itsm.privacy.tasks.remind_of_limits",
        "schedule": crontab(minute=20),
    },
    "destroy what no hold keeps": {
        "task": "hospital_itsm.redaction.tasks.destroy_what_no_hold_keeps",
        "schedule": crontab(hour=8, minute=55),
    },
    "watch vendor clocks": {
        "task": "hospital_itsm.underpinning.tasks.watch_vendor_clocks",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "watch tasks between teams": {
        "task": "hospital_itsm.joint.tasks.watch_ticket_tasks",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "check clocks": {
        "task": "tickets.tasks.check_clocks",
        "schedule": crontab(hour=8, minute=20),
        "options": {"queue": "reports"},
    },
    "follow up resolved tickets": {"task": "tickets.tasks.follow_up_resolved", "schedule": crontab(minute=5)},
    "sweep presence": {"task": "tickets.tasks.sweep_presence", "schedule": crontab(minute=35)},
    "forget kept words": {"task": "tickets.tasks.forget_kept_words", "schedule": crontab(hour=8, minute=50)},
    "forget ended sessions": {
        "task": "hospital_itsm.people.tasks.forget_ended_sessions",
        "schedule": crontab(minute=45),
    },
    "forget sign-in records": {
        "task": "hospital_itsm.people.tasks.forget_sign_in_records",
        "schedule": crontab(hour=9, minute=10),
    },
    "forget idempotency keys": {
        "task": "hospital_itsm.jobs.tasks.forget_idempotency_keys",
        "schedule": crontab(hour=9, minute=15),
    },
    "deliver messages": {
        "task": "hospital_itsm.outbox.tasks.deliver_due_messages",
        "schedule": settings.PULSE_SECONDS,
        "options": {"queue": "mail", "expires": 60},
    },
    "deliver webhooks": {
        "task": "hospital_itsm.webhooks.tasks.deliver_webhooks",
        "schedule": settings.PULSE_SECONDS,
        "options": {"queue": "reports", "expires": 60},
    },
    "forget deliveries of webhooks": {
        "task": "hospital_itsm.webhooks.tasks.forget_webhook_deliveries",
        "schedule": crontab(hour=9, minute=25),
    },
    "carry on with jobs": {
        "task": "hospital_itsm.jobs.tasks.carry_on_jobs",
        "schedule": settings.PULSE_SECONDS,
        "options": {"queue": "reports", "expires": 60},
    },
    "tell of ended jobs": {
        "task": "hospital_itsm.outbox.tasks.tell_of_jobs",
        "schedule": settings.PULSE_SECONDS,
        "options": {"queue": "mail", "expires": 60},
    },
    "send scheduled reports": {
        "task": "hospital_itsm.reports.tasks.send_scheduled_reports",
        "schedule": 60,
        "options": {"queue": "reports", "expires": 60},
    },
    "forget results of reports": {
        "task": "hospital_itsm.reports.tasks.forget_reports",
        "schedule": crontab(hour=9, minute=5),
    },
    "forget changes of many tickets": {
        "task": "hospital_itsm.bulk.tasks.forget_bulk_changes",
        "schedule": crontab(hour=9, minute=30),
    },
    "forget jobs": {"task": "hospital_itsm.jobs.tasks.forget_jobs", "schedule": crontab(hour=9, minute=20)},
    "carry on with recall imports": {
        "task": "assets.tasks.carry_on_recall_imports",
        "schedule": settings.PULSE_SECONDS,
        "options": {"queue": "reports", "expires": 60},
    },
    "fetch recalls": {
        "task": "assets.tasks.fetch_recalls",
        "schedule": crontab(hour=10, minute=40),
        "options": {"queue": "reports"},
    },
    "run due sources of the CMMS": {
        "task": "hospital_itsm.cmms.tasks.run_due_sources",
        "schedule": 60,
        "options": {"queue": "reports", "expires": 60},
    },
    "count costs of ownership": {
        "task": "hospital_itsm.budget.tasks.count_costs_of_ownership",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "reports", "expires": 600},
    },
    "watch recalls": {"task": "assets.tasks.watch_recalls", "schedule": crontab(minute="*/5")},
    "report the log of recalls": {
        "task": "assets.tasks.report_recall_log",
        "schedule": crontab(day_of_week="mon", hour=12, minute=10),
    },
    "remind of patient events": {
        "task": "hospital_itsm.safety.tasks.remind_of_patient_events",
        "schedule": crontab(minute="*/5"),
    },
    "watch major incidents": {
        "task": "hospital_itsm.continuity.tasks.watch_major_incidents",
        "schedule": settings.PULSE_SECONDS,
        "options": {"expires": 60},
    },
    "gather similar reports": {
        "task": "hospital_itsm.similar.tasks.gather_similar_reports",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "remind of reviews of major incidents": {
        "task": "hospital_itsm.continuity.tasks.remind_of_major_reviews",
        "schedule": crontab(minute=15),
    },
    "remind of waiting approvals": {
        "task": "hospital_itsm.approvals.tasks.remind_of_waiting_approvals",
        "schedule": crontab(minute=35),
    },
    "remind of notice dates": {
        "task": "vendors.tasks.remind_of_notice_dates",
        "schedule": crontab(minute=25),
    },
    "remind of agreements that end": {
        "task": "vendors.tasks.remind_of_last_days_of_baas",
        "schedule": crontab(minute=40),
    },
    "count figures": {
        "task": "hospital_itsm.kpi.tasks.count_figures",
        "schedule": crontab(minute="*/5"),
        "options": {"queue": "reports", "expires": 240},
    },
    "remind of insurance, reviews and credentials": {
        "task": "hospital_itsm.vendor_file.tasks.remind_of_last_days",
        "schedule": crontab(minute=50),
    },
    "tell of remote access that is open after its end": {
        "task": "hospital_itsm.vendor_work.tasks.tell_overdue_sessions",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "write the hand-over": {
        "task": "hospital_itsm.shifts.tasks.write_due_handover",
        "schedule": settings.PULSE_SECONDS,
        "options": {"expires": 60},
    },
    "write the emergency sheet": {
        "task": "hospital_itsm.shifts.tasks.write_emergency_sheet",
        "schedule": settings.PULSE_SECONDS,
        "options": {"expires": 60},
    },
    "seal the audit trail": {"task": "hospital_itsm.audit.tasks.seal_audit", "schedule": 60},
}
VITAL = (
    "watch clocks",
    "send held replies",
    "deliver messages",
    "watch major incidents",
    "gather similar reports",
    "remind of patient events",
    "remind of privacy limits",
    "remind of late reviews",
    "write the hand-over",
    "write the emergency sheet",
)
"""Entries that the beat process runs itself when no worker has lived for a minute (`hospital_itsm/beat.py`)."""
