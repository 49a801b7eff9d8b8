"""The vocabulary of documents."""

from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q

from vendors import access


class DocumentQuerySet(models.QuerySet[Any]):
    """Vocabulary of documents."""

    def visible_to(self, actor: Any) -> Self:
        """Documents the actor may see."""
        return self.filter(access.visible_documents(actor))

    def with_versions(self) -> Self:
        """With all versions, newest first: one statement more."""
        from vendors.models import DocumentVersion

        rows = DocumentVersion.objects.select_related("uploaded_by", "withdrawn_by")
        return self.prefetch_related(Prefetch("versions", queryset=rows))

    def around(self, vendor: Any) -> Self:
        """Those of a vendor, of its contracts and of its agreements."""
        return self.filter(Q(vendor=vendor) | Q(contract__vendor=vendor) | Q(baa__vendor=vendor))
