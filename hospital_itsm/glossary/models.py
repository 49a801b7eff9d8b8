"""The terms of the common language."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse

from hospital_itsm.glossary.queries.terms import TermQuerySet


class GlossaryTerm(models.Model):
    """A term: its meaning, what each team says instead, and words that search treats as the same."""

    slug = models.SlugField(max_length=60, unique=True)
    term = models.CharField(max_length=60)
    meaning = models.CharField(max_length=400)
    it_says = models.CharField(max_length=200, blank=True)
    htm_says = models.CharField(max_length=200, blank=True)
    synonyms = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Upper("term"), name="one_entry_a_term")]

    def __str__(self) -> str:
        return self.term

    @property
    def audit_label(self) -> str:
        """The term."""
        return self.term

    def get_absolute_url(self) -> str:
        """Its place on the page."""
        return f"{reverse('glossary:glossary')}#{self.slug}"
