"""What rows that administrators keep have in common."""

from django.db import models


class SetupRow(models.Model):
    """A row with a code; retired, never deleted. `version` grows with each change, for whoever edits meanwhile."""

    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def audit_label(self) -> str:
        """The code, which never changes."""
        return str(self.code)  # type: ignore[attr-defined]
