"""Which products of the inventory does a notice name?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from assets.rules.matching.makers import SIMILAR, Kinship, Makers, likeness
from assets.rules.matching.reasons import Reason, Why
from assets.rules.matching.references import plain_reference, stands_at
from assets.rules.matching.scope import Scope
from assets.rules.udi import canonical, stored_forms

EXACT: Final = 100
BY_REFERENCE: Final = 80
BY_MENTION: Final = 60
BY_NAME: Final = 40
SHORTEST_MENTION: Final = 4
_WORDS = re.compile(r"[A-Za-z0-9]+(?:[-./][A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Product:
    """A product as the inventory knows it; empty text where it does not."""

    key: Any
    maker: str = ""
    name: str = ""
    model: str = ""
    catalog_number: str = ""
    product_codes: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()

    @property
    def references(self) -> frozenset[str]:
        """Model and catalog number in the form they compare."""
        return frozenset(plain_reference(text) for text in (self.model, self.catalog_number)) - {""}


@dataclass(frozen=True)
class Identified:
    """A product a notice may mean: 80 points and more mean it, 40 to 79 a person decides.

    `is_sure` is False where the product's record lacks what would prove it.
    """

    product: Product
    score: int
    reasons: tuple[Reason, ...]
    is_sure: bool


@dataclass
class Catalogue:
    """The products of an inventory, indexed by identifier, number, code and maker."""

    makers: Makers
    _by_identifier: dict[str, list[Product]] = field(default_factory=lambda: defaultdict(list))
    _by_reference: dict[str, list[Product]] = field(default_factory=lambda: defaultdict(list))
    _by_maker: dict[str, list[Product]] = field(default_factory=lambda: defaultdict(list))

    _product_codes: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, products: Iterable[Product], makers: Makers) -> "Catalogue":
        """An index of these products; a blank maker is taken from another product with the same identifier."""
        found = cls(makers)
        known = list(products)
        makers_by_identifier = {
            canonical(identifier): product.maker
            for product in known
            if product.maker
            for identifier in product.identifiers
        }
        for product in known:
            found._add(product if product.maker else _with_maker(product, makers_by_identifier))
        return found

    def identify(self, scope: Scope) -> list[Identified]:
        """The products a notice names or may name, the surest first."""
        found = [
            identified for product in self._candidates(scope) if (identified := self._judge(scope, product))
        ]
        return sorted(found, key=lambda identified: -identified.score)

    def knows(self, scope: Scope) -> bool:
        """Does the inventory hold this maker, product code or identifier at all? Else it is only logged."""
        forms = [form for listed in scope.identifiers for form in stored_forms(listed)]
        return (
            scope.product_code in self._product_codes
            or any(form in self._by_identifier for form in forms)
            or any(self.makers.kinship(scope.firm, maker) > Kinship.UNKNOWN for maker in self._by_maker)
        )

    def _add(self, product: Product) -> None:
        for identifier in product.identifiers:
            for form in stored_forms(identifier):
                self._by_identifier[form].append(product)
        for reference in product.references:
            self._by_reference[reference].append(product)
        self._by_maker[product.maker].append(product)
        self._product_codes.update(code for code in product.product_codes if code)

    def _candidates(self, scope: Scope) -> Iterator[Product]:
        """Everything with an equal identifier or number, and everything of this maker or of none."""
        seen: set[Any] = set()
        for product in self._found(scope):
            if product.key not in seen:
                seen.add(product.key)
                yield product

    def _found(self, scope: Scope) -> Iterator[Product]:
        for identifier in scope.identifiers:
            for form in stored_forms(identifier):
                yield from self._by_identifier.get(form, ())
        for reference in scope.references:
            yield from self._by_reference.get(reference, ())
        for maker, products in self._by_maker.items():
            if self.makers.kinship(scope.firm, maker) is not Kinship.DIFFERENT:
                yield from products

    def _judge(self, scope: Scope, product: Product) -> Identified | None:
        by_identifier = _by_identifier(scope, product)
        if by_identifier:
            return by_identifier
        kinship = self._kinship(scope, product)
        if kinship is Kinship.DIFFERENT:
            return None
        return _by_text(scope, product, kinship)

    def _kinship(self, scope: Scope, product: Product) -> Kinship:
        """How firm and maker relate; where the maker is blank, the brand may be the firm's own name."""
        kinship = self.makers.kinship(scope.firm, product.maker)
        is_own_brand = (
            kinship is Kinship.UNKNOWN and self.makers.kinship(scope.firm, product.name) > Kinship.UNKNOWN
        )
        return Kinship.SAME if is_own_brand else kinship


def _with_maker(product: Product, makers: dict[str, str]) -> Product:
    maker = next((makers[found] for found in map(canonical, product.identifiers) if found in makers), "")
    return replace(product, maker=maker)


def _by_identifier(scope: Scope, product: Product) -> Identified | None:
    forms = {form: listed for listed in scope.identifiers for form in stored_forms(listed)}
    for identifier in product.identifiers:
        listed = next((forms[form] for form in stored_forms(identifier) if form in forms), None)
        if listed:
            doubt = (Reason(Why.DI_CHECK_WRONG, listed),) if listed in scope.doubtful_identifiers else ()
            return Identified(product, EXACT, (Reason(Why.DI_EQUAL, listed), *doubt), is_sure=True)
    return None


def _by_text(scope: Scope, product: Product, kinship: Kinship) -> Identified | None:
    """By number, by mention of the model, or by name; each with what is missing for certainty."""
    score, named = _best(scope, product, kinship)
    if named is None:
        return None
    doubts = tuple(_doubts(scope, product, kinship))
    company = (Reason(Why.MAKER_SAME, product.maker or product.name),) if kinship is Kinship.SAME else ()
    code = (Reason(Why.PRODUCT_CODE_EQUAL, scope.product_code),) if _same_code(scope, product) else ()
    is_sure = score >= BY_REFERENCE and not doubts
    return Identified(product, score, (named, *company, *code, *doubts), is_sure)


def _best(scope: Scope, product: Product, kinship: Kinship) -> tuple[int, Reason | None]:
    equal = sorted(product.references & scope.references)
    whole, opened = _after_labels(scope, product)
    if equal or whole:
        score = BY_REFERENCE if kinship in (Kinship.SAME, Kinship.UNKNOWN) else BY_MENTION
        return score, Reason(Why.REFERENCE_EQUAL, _as_written(product, equal[0]) if equal else whole)
    if opened:
        return BY_MENTION, Reason(Why.REFERENCE_LONGER, opened)
    if kinship is Kinship.UNKNOWN:
        return 0, None
    mentioned = _mentioned(scope, product)
    if mentioned:
        agrees = _same_code(scope, product) or not (scope.product_code and product.product_codes)
        return (BY_MENTION if agrees and kinship is Kinship.SAME else BY_NAME), Reason(
            Why.MODEL_MENTIONED, mentioned
        )
    names_another = bool(product.references) and bool(scope.references or scope.after_labels)
    if not names_another and _is_named(scope, product):
        return BY_NAME, Reason(Why.NAME_SIMILAR, product.name)
    return 0, None


def _after_labels(scope: Scope, product: Product) -> tuple[str, str]:
    """A model name of several words right behind a label: where it ends there, and where the text may go on."""
    whole = opened = ""
    for text in (product.model, product.catalog_number):
        if not plain_reference(text):
            continue
        for rest in scope.after_labels:
            ending = stands_at(rest, text)
            whole = text if ending == "whole" else whole
            opened = text if ending == "open" else opened
    return whole, opened


def _doubts(scope: Scope, product: Product, kinship: Kinship) -> Iterator[Reason]:
    if kinship is Kinship.UNKNOWN:
        yield Reason(Why.MAKER_UNKNOWN)
    if kinship is Kinship.SIMILAR:
        yield Reason(Why.MAKER_SIMILAR, product.maker)
    if not product.identifiers:
        yield Reason(Why.DI_UNKNOWN)
    elif scope.identifiers:
        yield Reason(Why.DI_DIFFERS, product.identifiers[0])


def _same_code(scope: Scope, product: Product) -> bool:
    return bool(scope.product_code) and scope.product_code in product.product_codes


def _as_written(product: Product, plain: str) -> str:
    texts = (product.model, product.catalog_number)
    return next((text for text in texts if plain_reference(text) == plain), plain)


def _mentioned(scope: Scope, product: Product) -> str:
    """The model number where it stands as a word of its own in the description and is telling enough."""
    words = {plain_reference(word) for word in _WORDS.findall(scope.description)}
    for text in (product.model, product.catalog_number):
        plain = plain_reference(text)
        if len(plain) >= SHORTEST_MENTION and any(mark.isdigit() for mark in plain) and plain in words:
            return text
    return ""


def _is_named(scope: Scope, product: Product) -> bool:
    """Does the description begin with this product's name, or nearly?"""
    name = " ".join(_WORDS.findall(product.name.upper()))
    begin = " ".join(_WORDS.findall(scope.description.upper()))[: len(name)]
    return len(name) >= SHORTEST_MENTION and likeness(name, begin) >= SIMILAR
