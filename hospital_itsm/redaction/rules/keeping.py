"""How long what is sealed is kept."""

from datetime import timedelta
from typing import Final

KEPT: Final = timedelta(days=30)
"""At least so long, for a hold that was lifted by mistake (domain 4.3)."""
