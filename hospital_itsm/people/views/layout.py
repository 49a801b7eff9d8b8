"""Which shell a page wears that both sides of the house use."""

from django.http import HttpRequest

from hospital_itsm.core.navigation import Navigation
from hospital_itsm.people.models import User


def own_layout(request: HttpRequest) -> str:
    """The agent's shell for those who work there, the portal's for everybody else."""
    return "layouts/agent.html" if Navigation(request).agent else "layouts/portal.html"


def signed_in(request: HttpRequest) -> User:
    """The person who asks; pages behind an access rule never see strangers."""
    if not isinstance(request.user, User):
        raise TypeError("A stranger reached a page behind an access rule.")
    return request.user
