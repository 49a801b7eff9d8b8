"""Which roles must give a second step when they sign in."""

from django.db import models


class RequiredRole(models.Model):
    """Whoever holds this role signs in with two steps. Administrators do in any case (`queries.required`)."""

    role = models.OneToOneField("people.Role", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.role.code
