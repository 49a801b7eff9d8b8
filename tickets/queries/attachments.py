"""Which files of a ticket a person may open."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hospital_itsm.core.actors import person
from tickets import access


def visible_attachments(ticket: Any, actor: Any) -> "QuerySet[Any]":
    """Files of a ticket the actor already sees: the desk all; others the public ones, without pictures of records
    unless they sent them.

    Of the desk, who reads without working (the auditor) opens files of restricted tickets and pictures of records
    only with the permission of the protected field (domain 4.2).
    """
    from tickets.models import Attachment

    files = Attachment.objects.filter(ticket=ticket).order_by("id")
    own = Q(uploader=person(actor))
    if access.reads_as_desk(actor, ticket):
        if access.may_open_restricted_files(actor):
            return files
        return files.filter(own | Q(shows_record=False, ticket__is_restricted=False))
    return files.filter(own | Q(shows_record=False), is_internal=False)


def seen_attachments(actor: Any) -> "QuerySet[Any]":
    """The same over all tickets: what `visible_attachments` gives for each ticket the actor sees."""
    from tickets.models import Attachment, Ticket

    own = Q(uploader=person(actor))
    at_desk = Ticket.objects.on_desk(actor).filter(pk=OuterRef("ticket"))
    in_portal = Ticket.objects.visible_to(actor).filter(pk=OuterRef("ticket"))
    opens_all = access.may_open_restricted_files(actor)
    desk = Q() if opens_all else own | Q(shows_record=False, ticket__is_restricted=False)
    public = (own | Q(shows_record=False)) & Q(is_internal=False)
    return Attachment.objects.filter(
        (Q(Exists(at_desk)) & desk) | (Q(~Exists(at_desk)) & Q(Exists(in_portal)) & public)
    )


def is_restricted(attachment: Any) -> bool:
    """Is opening it an entry of the audit trail?"""
    return bool(attachment.shows_record or attachment.ticket.is_restricted)
