"""The words of messages over REST."""

from typing import Any, ClassVar, Final

from django.http import Http404
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Text, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.messaging.actions.keeping import publish_wording, reset_wording, try_wording
from hospital_itsm.messaging.queries.wordings import kind_with_words, newest_of, versions_of
from hospital_itsm.messaging.rules.words import Words, faults
from hospital_itsm.messaging.shown import Standing, found, look, shipped
from hospital_itsm.outbox.choices import Channel

READ: Final = ("setup.manage", "messages:read")
WRITE: Final = ("setup.manage", "messages:write")
TAGS: Final = ["message wordings"]
LONGEST: Final = 4000
KIND = OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH)
ASKED: Final = [
    OpenApiParameter("q", OpenApiTypes.STR, description="Every word must occur in code, topic or words."),
    OpenApiParameter("changed", OpenApiTypes.BOOL, description="Only those in the hospital's own words."),
]


class WordsShape(serializers.Serializer[Any]):
    """Words with `{{ name }}` for values; body lines that name what is not known are left out."""

    subject = serializers.CharField()
    body = serializers.CharField(allow_blank=True)
    short = serializers.CharField(allow_blank=True, help_text="The text of a page; empty: the subject.")


class WordingExampleShape(serializers.Serializer[Any]):
    """A message with values of the demo hospital; empty where the kind does not travel that way."""

    subject = serializers.CharField(allow_blank=True)
    letter = serializers.CharField(allow_blank=True)
    page = serializers.CharField(allow_blank=True)


class MessageWordingShape(serializers.Serializer[Any]):
    """A kind of message and the words that hold."""

    kind = serializers.CharField()
    topic = serializers.CharField()
    channels = serializers.ListField(child=serializers.ChoiceField(Channel.choices))
    version = serializers.IntegerField(help_text="0 for one that was never changed.")
    is_changed = serializers.BooleanField()
    fits = serializers.BooleanField(help_text="False: the product's words are said in their place.")
    words = WordsShape()
    shipped = WordsShape()
    names = serializers.ListField(child=serializers.CharField(), help_text="What subject and page may name.")
    names_of_body = serializers.ListField(
        child=serializers.CharField(), help_text="What only the body may name, for it is not always known."
    )
    example = WordingExampleShape(allow_null=True)


class MessageWordingListShape(serializers.Serializer[Any]):
    """Every kind that was asked for."""

    results = MessageWordingShape(many=True)


class WordingVersionShape(serializers.Serializer[Any]):
    """A version, as it was published."""

    version = serializers.IntegerField()
    is_shipped = serializers.BooleanField(help_text="The product's words hold again.")
    subject = serializers.CharField(allow_blank=True)
    body = serializers.CharField(allow_blank=True)
    short = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class TriedWords(StrictSerializer):
    """Words to send to oneself."""

    subject = Text(max_length=LONGEST)
    body = Text(max_length=LONGEST, required=False, allow_blank=True)
    short = Text(max_length=LONGEST, required=False, allow_blank=True)


class PublishedWords(TriedWords):
    """Words to publish, and why."""

    reason = Text(max_length=LONGEST)


class WordingReason(StrictSerializer):
    """Why."""

    reason = Text(max_length=LONGEST)


class MessageWordings(Endpoint):
    """The words of messages, for those who keep the set-up."""

    needs: ClassVar = {
        **dict.fromkeys(("list", "retrieve", "versions"), READ),
        **dict.fromkeys(("update", "reset", "attempt"), WRITE),
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        known: Any = {"list": {"q", "changed"}, "versions": PAGING_NAMES}.get(str(self.action), ())
        strict_query(request, known)

    @extend_schema(
        operation_id="message_wordings_list",
        parameters=ASKED,
        responses=forced_singular_serializer(MessageWordingListShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Every kind, by topic and code."""
        changed = request.query_params.get("changed", "false")
        if changed not in ("true", "false"):
            raise UnknownInput({"changed": "Send true or false."})
        rows = found(request.query_params.get("q", ""), changed=changed == "true")
        return Response({"results": [wording_data(one) for one in rows]})

    @extend_schema(
        operation_id="message_wordings_read",
        parameters=[KIND, ETAG],
        responses=MessageWordingShape,
        tags=TAGS,
    )
    def retrieve(self, request: Request, kind: str) -> Response:
        """One kind."""
        return _answer(kind)

    @extend_schema(
        operation_id="message_wordings_publish",
        parameters=[KIND, IF_MATCH, ETAG],
        request=PublishedWords,
        responses=MessageWordingShape,
        tags=TAGS,
    )
    def update(self, request: Request, kind: str) -> Response:
        """Publish words; with `dry_run` the example shows a message that has them."""
        standing, version = _standing(kind), matched_version(request)
        given = values_of(request, PublishedWords)
        reason = given.pop("reason")
        words = Words(**given)
        publish_wording(standing.kind, actor=request.user, words=words, reason=reason, version=version)
        return _answer(kind)

    @extend_schema(
        operation_id="message_wordings_reset",
        parameters=[KIND, IF_MATCH, ETAG],
        request=WordingReason,
        responses={200: MessageWordingShape},
        tags=TAGS,
    )
    def reset(self, request: Request, kind: str) -> Response:
        """Go back to the product's words."""
        standing, version = _standing(kind), matched_version(request)
        given = values_of(request, WordingReason)
        reset_wording(standing.kind, actor=request.user, version=version, **given)
        return _answer(kind)

    @extend_schema(
        operation_id="message_wordings_try",
        parameters=[KIND],
        request=TriedWords,
        responses={204: None},
        tags=TAGS,
    )
    def attempt(self, request: Request, kind: str) -> Response:
        """Send words to the caller as a test, and change nothing."""
        words = Words(**values_of(request, TriedWords))
        try_wording(_standing(kind).kind, actor=request.user, words=words)
        return Response(status=204)

    @extend_schema(
        operation_id="message_wordings_versions",
        parameters=[KIND, *PAGING],
        responses=page_shape("WordingVersionsPage", WordingVersionShape),
        tags=TAGS,
    )
    def versions(self, request: Request, kind: str) -> Response:
        """The versions of a kind, the newest first."""
        rows = versions_of(_standing(kind).kind.code)
        return Response(page_data(page_of(request, rows, ("-version", "pk")), version_data))


def wording_data(one: Standing) -> dict[str, Any]:
    """A kind for REST."""
    return {
        "kind": one.kind.code,
        "topic": one.topic.code,
        "channels": [str(channel) for channel in one.kind.channels],
        "version": one.version,
        "is_changed": one.is_changed,
        "fits": not one.is_broken,
        "words": _words_data(one.words),
        "shipped": _words_data(shipped(one.kind)),
        "names": sorted(one.names.always),
        "names_of_body": sorted(one.names.sometimes),
        "example": None if faults(one.words, one.names) else _example_data(one),
    }


def version_data(row: Any) -> dict[str, Any]:
    """A version for REST."""
    return {
        "version": row.version,
        "is_shipped": row.is_shipped,
        "subject": row.subject,
        "body": row.body,
        "short": row.short,
        "reason": row.reason,
        "by": row.by.username,
        "at": in_utc(row.at),
    }


def _words_data(words: Words) -> dict[str, str]:
    return {"subject": words.subject, "body": words.body, "short": words.short}


def _example_data(one: Standing) -> dict[str, str]:
    said = look(one.kind, one.words)
    return {
        "subject": said.bell.subject if said.bell else said.subject,
        "letter": said.letter,
        "page": said.page,
    }


def _standing(code: str) -> Standing:
    kind = kind_with_words(code)
    if kind is None:
        raise Http404
    return Standing(kind, newest_of(code))


def _answer(code: str) -> Response:
    one = _standing(code)
    return tagged(Response(wording_data(one)), one.version)
