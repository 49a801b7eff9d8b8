"""The tables of purchases."""

from hospital_itsm.procurement.models.option import Option, OptionLine
from hospital_itsm.procurement.models.purchase import Purchase
from hospital_itsm.procurement.models.quote import QuoteFile
from hospital_itsm.procurement.models.receipt import Receipt, ReceiptLine, ReceivedDevice

__all__ = ["Option", "OptionLine", "Purchase", "QuoteFile", "Receipt", "ReceiptLine", "ReceivedDevice"]
