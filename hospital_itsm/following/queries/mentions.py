"""Who is named where."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Concat, Lower

from hospital_itsm.people.choices import AccountKind


def people_named() -> ArraySubquery:
    """The people a message names, each as a line of their user name in small letters and their name."""
    from hospital_itsm.following.models import Mention

    line = Concat(Lower("user__username"), Value("\n"), "user__full_name")
    return ArraySubquery(Mention.objects.filter(message=OuterRef("pk")).order_by("pk").values(line=line))


def people_called(names: Collection[str]) -> list[Any]:
    """The active people with these user names in small letters: one statement."""
    from hospital_itsm.people.models import User

    known = User.objects.filter(is_active=True, kind=AccountKind.PERSON)
    return list(known.annotate(small=Lower("username")).filter(small__in=names).order_by("full_name", "pk"))
