"""Names in the OpenAPI document: each shape has its own, and none is a number."""

import re

from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

NUMBERED = re.compile(r"[0-9a-f]{3}Enum$")


def test_every_shape_of_the_document_has_a_name_of_its_own() -> None:
    GENERATOR_STATS.reset()
    document = SchemaGenerator().get_schema(request=None, public=True)
    assert [name for name in document["components"]["schemas"] if NUMBERED.search(name)] == []
    assert dict(GENERATOR_STATS._warn_cache) == {}
    assert dict(GENERATOR_STATS._error_cache) == {}
