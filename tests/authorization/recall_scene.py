"""The recalls the matrix points at: one for each decision that can be made."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assets.actions.recalls import triage
from assets.actions.recalls.documents import add_document
from assets.actions.recalls.importing import put_import
from assets.actions.recalls.lines import note_search, settle
from assets.models import RecallCase, RecallDocument, RecallImport
from tests.assets import cast
from tests.assets.recall_cast import receive
from tests.world import World, again

DAYS_AGO = (90, 40, 1)


@dataclass
class RecallScene:
    """A new recall with a device to check, one being worked with a device and a missing one, and some without."""

    fresh: RecallCase
    worked: RecallCase
    empty: RecallCase
    verified: RecallCase
    closed: RecallCase
    document: RecallDocument
    run: RecallImport

    @classmethod
    def build(cls, world: World) -> "RecallScene":
        """Store them."""
        manager, hands = again(world.htm_manager), again(world.biomed)
        empty, verified, closed = (receive(world, number=f"Z-80{n}-2026") for n in range(10, 13))
        for case in (empty, verified):
            triage.triage(case.key, actor=manager)
        triage.acknowledge(
            verified.key, actor=hands, on=timezone.localdate(), acknowledgment="None asked for"
        )
        triage.verify(verified.key, actor=manager)
        triage.dismiss(closed.key, actor=manager, reason="None of ours")
        cast.pump(world, "RC-DEV-1", serial="IX4-230101")
        cast.pump(world, "RC-DEV-2", serial="IX4-230102")
        worked = receive(world, number="Z-8001-2026", codes="Serial numbers IX4-230101 to IX4-230102")
        triage.triage(worked.key, actor=manager)
        settle(worked.key, "RC-DEV-2", actor=hands, disposition="missing", evidence="Not in its room")
        for days in DAYS_AGO:
            on = timezone.localdate() - timedelta(days=days)
            note_search(worked.key, "RC-DEV-2", actor=hands, on=on, places="ICU")
        fresh = receive(world, number="Z-8000-2026", codes="Lots: see attached list")
        letter = SimpleUploadedFile("letter.txt", b"Dear customer")
        document = add_document(worked.key, actor=hands, upload=letter)
        run = put_import(b"[]", "recalls.json", actor=hands)
        return cls(fresh, worked, empty, verified, closed, document, run)
