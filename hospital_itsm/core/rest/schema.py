"""OpenAPI: bearer tokens, and the refusals every endpoint may answer with."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers


class BearerScheme(OpenApiAuthenticationExtension):
    """Documents `Authorization: Bearer`."""

    target_class = "hospital_itsm.people.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """An HTTP bearer scheme."""
        return {"type": "http", "scheme": "bearer"}


class ProblemError(serializers.Serializer[Any]):
    """One field's refusal."""

    pointer = serializers.CharField(help_text="JSON pointer of the field.")
    detail = serializers.CharField(help_text="What to mend.")


class Problem(serializers.Serializer[Any]):
    """A refusal (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    request_id = serializers.CharField()
    errors = ProblemError(many=True, required=False)  # type: ignore[assignment]


REFUSALS = {
    "400": "Malformed, or a field or parameter this endpoint does not know.",
    "401": "No token, or one that is unknown, expired or revoked.",
    "403": "The token's scope or the account's role does not allow it.",
    "404": "Nothing there, or not visible to this account.",
    "429": "Too many requests; wait for Retry-After seconds.",
}
WRITE_REFUSALS = {
    "409": "The state does not allow it, the text looks like patient data, or the idempotency key clashes.",
    "412": "The object changed after the version in If-Match.",
    "413": "The body is too large.",
    "415": "The body is not of a content type this endpoint takes.",
    "422": "A value cannot be taken.",
    "428": "If-Match is missing.",
}


DRY_RUN = {
    "name": "dry_run",
    "in": "query",
    "required": False,
    "schema": {"type": "boolean", "default": False},
    "description": (
        "With `true` everything is done and undone: the answer is what it would have been, with `dry_run` true where "
        "it is an object and the header `Dry-Run: true`; nothing is kept, nobody is told."
    ),
}


class DeskSchema(AutoSchema):
    """Adds the refusals of `core.problems` to every operation, and the dry run to every write."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """The operation with its refusals documented."""
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        reference = self.resolve_serializer(Problem, "response").ref
        refusals = REFUSALS if self.method == "GET" else {**REFUSALS, **WRITE_REFUSALS}
        if self.method != "GET":
            operation["parameters"] = [*operation.get("parameters", []), DRY_RUN]
        for status, words in refusals.items():
            content = {"application/problem+json": {"schema": reference}}
            operation["responses"].setdefault(status, {"description": words, "content": content})
        return operation
