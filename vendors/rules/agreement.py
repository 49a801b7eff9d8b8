"""What a contract cannot say at once: the field at fault and a code for the words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Self

from vendors.rules.notice import notice_on, term_end

PERCENT: Final = "percent"
LONGEST_MONTHS: Final = 600
LONGEST_DAYS: Final = 18_300
CODES: Final = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY "
    "COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR "
    "ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK "
    "MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF "
    "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU "
    "UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
)
CURRENCIES: Final = frozenset(CODES.split())
"""Currencies in circulation by their ISO 4217 codes."""


@dataclass(frozen=True)
class Terms:
    """Dates, notice and money of one contract."""

    starts_on: date
    ends_on: date
    term_months: int | None = None
    auto_renew: bool = False
    renewal_term_months: int | None = None
    notice_value: int | None = None
    notice_unit: str = ""
    annual_value: Decimal | None = None
    currency: str = ""
    uplift: str = ""
    uplift_percent: Decimal | None = None
    decide_by: date | None = None

    @classmethod
    def of(cls, contract: Any) -> Self:
        """The terms of whatever has fields of these names."""
        return cls(**{name: getattr(contract, name) for name in cls.__dataclass_fields__})


def faults(terms: Terms) -> dict[str, str]:
    """`{field: code}` for everything that contradicts itself; empty where the terms hold together."""
    return {**_dates(terms), **_notice(terms), **_money(terms)}


def _dates(terms: Terms) -> dict[str, str]:
    found = {}
    if terms.term_months is not None:
        if not 1 <= terms.term_months <= LONGEST_MONTHS:
            found["term_months"] = "months"
        elif term_end(terms.starts_on, terms.term_months) != terms.ends_on:
            found["term_months"] = "term"
    months = terms.renewal_term_months
    if terms.auto_renew and months is None:
        found["renewal_term_months"] = "renewal_missing"
    elif not terms.auto_renew and months is not None:
        found["renewal_term_months"] = "renewal_unasked"
    elif months is not None and not 1 <= months <= LONGEST_MONTHS:
        found["renewal_term_months"] = "months"
    if terms.decide_by is not None and terms.decide_by > _last_chance(terms):
        found["decide_by"] = "decide_late"
    return found


def _notice(terms: Terms) -> dict[str, str]:
    if terms.notice_value is None:
        return {"notice_value": "notice_missing"} if terms.notice_unit else {}
    if not terms.notice_unit:
        return {"notice_unit": "unit_missing"}
    if not 1 <= terms.notice_value <= LONGEST_DAYS:
        return {"notice_value": "notice_size"}
    day = notice_on(terms.ends_on, terms.notice_value, terms.notice_unit)
    return {"notice_value": "notice_long"} if day is None or day < terms.starts_on else {}


def _money(terms: Terms) -> dict[str, str]:
    found = {}
    if terms.annual_value is not None and terms.annual_value < 0:
        found["annual_value"] = "negative"
    if terms.currency and terms.currency not in CURRENCIES:
        found["currency"] = "currency"
    elif terms.annual_value is not None and not terms.currency:
        found["currency"] = "currency_missing"
    if terms.uplift == PERCENT and terms.uplift_percent is None:
        found["uplift_percent"] = "percent_missing"
    elif terms.uplift != PERCENT and terms.uplift_percent is not None:
        found["uplift_percent"] = "percent_unasked"
    elif terms.uplift_percent is not None and not 0 <= terms.uplift_percent <= 100:
        found["uplift_percent"] = "percent"
    return found


def _last_chance(terms: Terms) -> date:
    return notice_on(terms.ends_on, terms.notice_value, terms.notice_unit) or terms.ends_on
