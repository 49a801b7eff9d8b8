"""What REST takes and answers about saved views."""

from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from hospital_itsm.core.rest.fields import Code, Flag, Instant, Text, Whole, in_utc
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.desk.actions.choosing import LONGEST_WAIT, MOST_TICKETS
from hospital_itsm.desk.actions.views import LONGEST_NAME
from hospital_itsm.desk.choices import Reach
from hospital_itsm.desk.saved import LONGEST_VALUE, MOST_VALUES
from hospital_itsm.people.models import Team

ID: Final = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH, description="Its number.")


class ViewParameters(serializers.DictField):
    """The filters of the list of tickets, each with its values, and `sort`."""

    def __init__(self, **more: Any) -> None:
        values = serializers.ListField(child=Text(max_length=LONGEST_VALUE), max_length=MOST_VALUES)
        super().__init__(child=values, **more)


class SavedViewValues(StrictSerializer):
    """What may be changed of a saved view; `team` goes with the reach of its name."""

    name = Text(max_length=LONGEST_NAME)
    base = Text(max_length=60, required=False)
    parameters = ViewParameters(required=False)
    reach = serializers.ChoiceField(Reach.choices, required=False)
    team = Code(queryset=Team.objects.filter(is_active=True), required=False, allow_null=True)


class NewSavedView(SavedViewValues):
    """A view to be saved: `base` is one of the queue's, such as `all`, `mine` or `team-NET`."""

    base = Text(max_length=60)


class ViewChoiceValues(StrictSerializer):
    """What the caller wants of a view they see; what is left out is let go of."""

    is_starred = Flag(default=False)
    is_default = Flag(default=False)
    most = Whole(min_value=0, max_value=MOST_TICKETS, allow_null=True, default=None)
    oldest_minutes = Whole(min_value=1, max_value=LONGEST_WAIT, allow_null=True, default=None)


class SavedViewShape(serializers.Serializer[Any]):
    """A saved view the caller sees, with what the caller chose about it; `is_mine` tells their own ones."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    base = serializers.CharField()
    parameters = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    owner = serializers.CharField()
    is_mine = serializers.BooleanField()
    reach = serializers.ChoiceField(Reach.choices)
    team = serializers.CharField(allow_null=True)
    is_starred = serializers.BooleanField()
    is_default = serializers.BooleanField()
    most = serializers.IntegerField(allow_null=True)
    oldest_minutes = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField()
    changed_at = Instant()


def view_data(row: Any, actor: Any) -> dict[str, Any]:
    """A saved view. Reads `owner`, `team` and what `as_listed_for` adds."""
    return {
        "id": row.pk,
        "name": row.name,
        "base": row.base,
        "parameters": row.parameters,
        "owner": row.owner.username,
        "is_mine": row.is_owned_by(actor),
        "reach": row.reach,
        "team": row.team.code if row.team else None,
        "is_starred": bool(row.my_is_starred),
        "is_default": bool(row.my_is_default),
        "most": row.my_most,
        "oldest_minutes": row.my_oldest_minutes,
        "version": row.version,
        "changed_at": in_utc(row.changed_at),
    }
