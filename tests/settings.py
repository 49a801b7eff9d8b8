"""Settings of the tests: the product's own, on this process's test databases."""

import os
import tempfile
from pathlib import Path

from tests.servers import SERVERS

FILES = tempfile.TemporaryDirectory(prefix="desk-files-")

SERVERS.claim()
os.environ.update(
    DATABASE_URL=SERVERS.database_url(),
    REDIS_URL=SERVERS.redis_url(),
    DEVELOPMENT="true",
    SECRET_KEY="tests-only-secret-key-of-the-service-desk",
    FIELD_KEY="tests-only-field-key-of-the-service-desk",
    AUDIT_KEY="tests-only-audit-key-of-the-service-desk",
    # Of this process alone: a test that counts the files there meets none of another's.
    ATTACHMENT_ROOT=FILES.name,
    # Nobody writes it there: a test that wants a sheet says where.
    EMERGENCY_SHEET=str(Path(tempfile.gettempdir()) / f"no-sheet-{os.getpid()}" / "sheet.html"),
)

from hospital_itsm.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tokens of different tests have the same number, and so the same bucket.
API_RATE_PER_MINUTE = 1_000_000
# Replies go out at once, unless a test is about taking them back.
UNDO_SEND_SECONDS = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A test client makes its middleware anew; it must not read every static file each time.
# The live server serves static files through Django's own handler.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]  # noqa: F405
