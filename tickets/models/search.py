"""Search text apart from the hot ticket row, so that escalating does not rewrite the text index."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class TicketSearch(models.Model):
    """The words of one ticket: public words for everybody who sees it, all words for agents; its title and number."""

    ticket = models.OneToOneField(
        "tickets.Ticket", primary_key=True, on_delete=models.CASCADE, related_name="search"
    )
    public_words = SearchVectorField()
    all_words = SearchVectorField()
    title = models.CharField(max_length=120, default="")
    reversed_key = models.CharField(max_length=16, default="")

    class Meta:
        indexes = [
            # serves: search and suggestions for requesters
            GinIndex(fields=["public_words"], name="search_public_words"),
            # serves: search in the queue
            GinIndex(fields=["all_words"], name="search_all_words"),
            # serves: words of titles that are spelled almost so (search, similar tickets)
            GinIndex(OpClass("title", "gin_trgm_ops"), name="search_title_pieces"),
            # serves: a ticket by the end of its number
            models.Index(OpClass("reversed_key", "varchar_pattern_ops"), name="search_reversed_key"),
        ]

    def __str__(self) -> str:
        return f"search {self.ticket_id}"
