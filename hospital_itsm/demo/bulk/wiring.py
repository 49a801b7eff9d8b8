"""Relations that look like a hospital: services on servers on hosts on switches, devices on ports and power."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from assets.choices import RelationKind
from hospital_itsm.demo.bulk.estate import EDGE

RELATIONS_AN_ASSET: Final = 4
WIRELESS_SHARE: Final = 0.4
SERVERS_A_SERVICE: Final = 2

Link = tuple[str, int | None, int | None, int | None, int | None]
"""Kind, from asset, from service, to asset, to service."""


class Wiring:
    """Which asset hangs on which; `layers` maps a layer of the network to the keys of its assets."""

    def __init__(self, random: Random, layers: dict[str, list[int]], services: Sequence[int]) -> None:
        self.random, self.layers, self.services = random, layers, services

    def links(self) -> list[Link]:
        """Four relations for each asset on the average, none twice."""
        most = RELATIONS_AN_ASSET * sum(len(keys) for keys in self.layers.values())
        found = dict.fromkeys([*self._network(), *self._services(), *self._edge()])
        while len(found) < most:
            found[self._needs_server(self.random.choice(self.layers[EDGE]))] = None
        return list(found)[:most]

    def _network(self) -> Iterator[Link]:
        """Every switch has two ways up, and the distribution switches are a ring."""
        upwards = (("distribution", "core"), ("access", "distribution"), ("host", "access"))
        for lower, upper in upwards:
            for key in self.layers[lower]:
                for above in self.random.sample(self.layers[upper], 2):
                    yield _between(RelationKind.CONNECTS_TO, key, above)
        ring = self.layers["distribution"]
        for key, beside in zip(ring, [*ring[1:], ring[0]], strict=True):
            yield _between(RelationKind.CONNECTS_TO, key, beside)
        for key in self.layers["wireless"]:
            yield _between(RelationKind.CONNECTS_TO, key, self._one("access"))
        for key in self.layers["server"]:
            yield _between(RelationKind.RUNS_ON, key, self._one("host"))

    def _services(self) -> Iterator[Link]:
        for service in self.services:
            for server in self.random.sample(self.layers["server"], SERVERS_A_SERVICE):
                yield (RelationKind.RUNS_ON, None, service, server, None)

    def _edge(self) -> Iterator[Link]:
        for key in self.layers[EDGE]:
            port = "wireless" if self.random.random() < WIRELESS_SHARE else "access"
            yield _between(RelationKind.CONNECTS_TO, key, self._one(port))
            yield _between(RelationKind.POWERS, self._one("power"), key)
            yield (RelationKind.DEPENDS_ON, key, None, None, self.random.choice(self.services))

    def _needs_server(self, key: int) -> Link:
        return _between(RelationKind.DEPENDS_ON, key, self._one("server"))

    def _one(self, layer: str) -> int:
        return self.random.choice(self.layers[layer])


def layers_of(kept: Sequence[tuple[str, int]]) -> dict[str, list[int]]:
    """Keys by layer from (layer, key) pairs."""
    layers: dict[str, list[int]] = defaultdict(list)
    for layer, key in kept:
        layers[layer].append(key)
    return layers


def _between(kind: str, first: int, second: int) -> Link:
    return (kind, first, None, second, None)
