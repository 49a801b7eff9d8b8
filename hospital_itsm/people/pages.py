"""The entries of people's pages in the main navigation."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation


def register() -> None:
    """Add rota, set-up, people and computers to the agent's side bar, for those who may use them."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("On call"),
            url_name="people:on_call",
            icon="phone",
            order=70,
            allowed=lambda user: access.can(user, "oncall.read"),
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("People"),
            url_name="people:people",
            icon="users",
            order=80,
            tab=True,
            allowed=lambda user: access.can(user, "people.manage"),
            also=("/setup/tokens/",),
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Set-up"),
            url_name="people:setup",
            icon="settings",
            order=75,
            tab=True,
            allowed=lambda user: access.can(user, "setup.manage"),
        )
    )
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("This computer"),
            url_name="people:workstation",
            icon="device-desktop",
            order=85,
            tab=True,
            allowed=lambda user: access.can(user, "workstation.register"),
        )
    )
