"""A person's own messages over REST, and how that person is told."""

from typing import Any, ClassVar, Final

from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Instant, Whole, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.outbox.actions.bell import mark_read
from hospital_itsm.outbox.actions.choosing import choose_mails
from hospital_itsm.outbox.bell import NEWEST, BellRow, Told, bell_lines, shown
from hospital_itsm.outbox.choices import Pace
from hospital_itsm.outbox.mail_choices import choice_of, is_executive, pace_of
from hospital_itsm.outbox.models import MailChoice
from hospital_itsm.outbox.topics import topics_of

TAGS: Final = ["messages"]
MOST_READ: Final = 100


class BellToldShape(serializers.Serializer[Any]):
    """One message: its words and where they lead."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    path = serializers.CharField()
    at = Instant()


class BellLineShape(BellToldShape):
    """A line of the bell: its newest message, and of a burst how many they are and the ones before."""

    title = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())
    times = serializers.IntegerField()
    is_read = serializers.BooleanField()
    before = BellToldShape(many=True)


class BellReadValues(StrictSerializer):
    """The lines to mark as read; all of them without `ids`."""

    ids = serializers.ListField(child=Whole(min_value=1), max_length=MOST_READ, required=False)


class BellReadShape(serializers.Serializer[Any]):
    """How many lines were unread until now."""

    read = serializers.IntegerField()


class TellingValues(StrictSerializer):
    """What is chosen anew; what is left out stays, a topic that is left out of `paces` as well."""

    paces = serializers.DictField(child=serializers.ChoiceField(Pace.choices), required=False)
    digest_at = serializers.TimeField(required=False, format="%H:%M", input_formats=["%H:%M"])
    quiet_from = serializers.TimeField(
        required=False, allow_null=True, format="%H:%M", input_formats=["%H:%M"]
    )
    quiet_until = serializers.TimeField(
        required=False, allow_null=True, format="%H:%M", input_formats=["%H:%M"]
    )


class TopicShape(serializers.Serializer[Any]):
    """A topic whose messages the caller may get, and the pace of its e-mails."""

    code = serializers.CharField()
    name = serializers.CharField()
    pace = serializers.ChoiceField(Pace.choices)


class TellingShape(serializers.Serializer[Any]):
    """How the caller is told by e-mail; times are those of the hospital's clock, such as 07:00."""

    topics = TopicShape(many=True)
    digest_at = serializers.CharField()
    quiet_from = serializers.CharField(allow_null=True)
    quiet_until = serializers.CharField(allow_null=True)
    version = serializers.IntegerField()


class MyMessages(Endpoint):
    """The caller's bell; nobody reads another's."""

    needs: ClassVar = {
        "list": ("bell.read", "bell:read"),
        "read": ("bell.read", "bell:write"),
    }

    @extend_schema(
        operation_id="my_messages_list",
        parameters=PAGING,
        responses=page_shape("BellLinesPage", BellLineShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Lines of the bell, newest first; reading them here marks nothing as read."""
        strict_query(request, PAGING_NAMES)
        page = page_of(request, bell_lines(request.user), NEWEST)
        rows = {row.pk: row for row in shown(page.rows, timezone.now())}
        answer = page_data(page, lambda line: rows.get(line.pk))
        return Response({**answer, "results": [_line(row) for row in answer["results"] if row is not None]})

    @extend_schema(
        operation_id="my_messages_mark_read",
        request=BellReadValues,
        responses=BellReadShape,
        tags=TAGS,
    )
    def read(self, request: Request) -> Response:
        """Mark lines as read. A line that took in a further message meanwhile is another one, and stays unread."""
        strict_query(request, ())
        given = values_of(request, BellReadValues)
        return Response({"read": mark_read(actor=request.user, items=given.get("ids"))})


class MyTelling(Endpoint):
    """How the caller is told: the pace of each topic, the time of the daily e-mail, the quiet hours."""

    needs: ClassVar = {
        "list": ("mail_choice.change", "bell:read"),
        "partial_update": ("mail_choice.change", "bell:write"),
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, ())

    @extend_schema(
        operation_id="my_telling_read",
        parameters=[ETAG],
        responses=forced_singular_serializer(TellingShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """What holds now."""
        return _telling(request, choice_of(request.user))

    @extend_schema(
        operation_id="my_telling_choose",
        parameters=[IF_MATCH, ETAG],
        request=TellingValues,
        responses=TellingShape,
        tags=TAGS,
    )
    def partial_update(self, request: Request) -> Response:
        """Choose anew; it holds from the next e-mail on. Pages and what is of priority 1 come at any time."""
        version, given = matched_version(request), values_of(request, TellingValues, partial=True)
        now, mine = choice_of(request.user), {topic.code for topic in topics_of(request.user)}
        wanted = {
            "paces": {**{code: now.paces[code] for code in mine & set(now.paces)}, **given.get("paces", {})},
            **{
                name: given.get(name, getattr(now, name))
                for name in ("digest_at", "quiet_from", "quiet_until")
            },
        }
        return _telling(request, choose_mails(actor=request.user, version=version, **wanted))


def _line(row: BellRow) -> dict[str, Any]:
    return {
        **_told(row),
        "title": row.title,
        "lines": list(row.words.lines),
        "times": row.times,
        "is_read": not row.unread,
        "before": [_told(one) for one in row.others],
    }


def _told(one: Told) -> dict[str, Any]:
    return {"id": one.pk, "text": one.words.subject, "path": one.words.path, "at": in_utc(one.at)}


def _telling(request: Request, choice: MailChoice) -> Response:
    user: Any = request.user
    executive = bool(is_executive([user.pk]))
    topics = [
        {
            "code": topic.code,
            "name": str(topic.label),
            "pace": pace_of(topic, choice.paces, is_executive=executive),
        }
        for topic in topics_of(user)
    ]
    clocks = {name: getattr(choice, name) for name in ("digest_at", "quiet_from", "quiet_until")}
    said = {name: at and at.strftime("%H:%M") for name, at in clocks.items()}
    return tagged(Response({"topics": topics, **said, "version": choice.version}), choice.version)
