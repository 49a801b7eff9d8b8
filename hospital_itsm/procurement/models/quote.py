"""The files of an offer, as the vendor sent them."""

from django.db import models


class QuoteFile(models.Model):
    """A file of an option, stored under a random name; it stays as it is from the day the purchase is submitted."""

    option = models.ForeignKey("procurement.Option", on_delete=models.CASCADE, related_name="files")
    file_name = models.CharField(max_length=120)
    stored_name = models.CharField(max_length=64, unique=True)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"file {self.pk} of {self.option_id}"
