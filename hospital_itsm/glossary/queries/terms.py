"""The vocabulary of the glossary."""

from typing import Any, Self

from django.db import models
from django.db.models import Q


class TermQuerySet(models.QuerySet[Any]):
    """Vocabulary of terms."""

    def in_use(self) -> Self:
        """Not retired."""
        return self.filter(is_active=True)

    def matching(self, words: str) -> Self:
        """Those with every word in their name, their meaning, what a team says, or their synonyms."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(term__icontains=word)
                | Q(meaning__icontains=word)
                | Q(it_says__icontains=word)
                | Q(htm_says__icontains=word)
                | Q(synonyms__icontains=word)
            )
        return found
