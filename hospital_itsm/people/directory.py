"""Finding people."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from hospital_itsm.people.models import Membership, User


def people_with_permission(permission: str) -> QuerySet[User]:
    """Active people who hold a permission today, by name."""
    held = Membership.objects.valid().filter(user=OuterRef("pk"), role__permissions__contains=[permission])
    return User.objects.filter(Exists(held), is_active=True).order_by("full_name", "pk")


def people_found(words: str) -> QuerySet[User]:
    """People whose name, user name, job title or phone contains every word."""
    found = User.objects.all()
    for word in words.split():
        found = found.filter(
            Q(full_name__icontains=word)
            | Q(username__icontains=word)
            | Q(job_title__icontains=word)
            | Q(phone__icontains=word)
        )
    return found
