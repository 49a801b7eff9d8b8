"""Which class works the rows of which list."""

from collections.abc import Mapping
from typing import Any, Final

from hospital_itsm.audit.actions import step
from hospital_itsm.importing.actions.contract_rows import ContractRows
from hospital_itsm.importing.actions.cost_rows import CostRows
from hospital_itsm.importing.actions.line_rows import LineRows
from hospital_itsm.importing.actions.vendor_rows import VendorRows
from hospital_itsm.importing.findings import Rows
from hospital_itsm.importing.models import SheetImport

BY_KIND: Final[Mapping[str, type[Rows]]] = {
    "vendor": VendorRows,
    "contract": ContractRows,
    "budget_line": LineRows,
    "cost": CostRows,
}


@step
def rows_of(batch: SheetImport, actor: Any) -> Rows:
    """What works the rows of an import for this person."""
    return BY_KIND[batch.kind](batch, actor)
