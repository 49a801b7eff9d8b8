"""Links as they are drawn from one end."""

from dataclasses import dataclass
from typing import Any

from hospital_itsm.links.choices import Relation
from hospital_itsm.links.models import TicketLink
from hospital_itsm.links.rules.relations import relation_of


@dataclass(frozen=True)
class LinkLine:
    """A link from one of its ends: what that is to the other."""

    link: TicketLink
    relation: Relation
    other: Any


def link_line(link: TicketLink, ticket: Any) -> LinkLine:
    """The link as the ticket sees it."""
    from_source = link.source_id == ticket.pk
    relation = Relation(relation_of(link.kind, from_source=from_source))
    return LinkLine(link, relation, link.target if from_source else link.source)
