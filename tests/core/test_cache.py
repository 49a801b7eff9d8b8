"""A dead Redis answers "not cached"."""

from hospital_itsm.core.cache import FailOpenRedisCache
from hospital_itsm.embedded.ports import free_port


def dead_cache() -> FailOpenRedisCache:
    return FailOpenRedisCache(f"redis://127.0.0.1:{free_port()}/0", {})


def test_reads_of_a_dead_cache_find_nothing() -> None:
    cache = dead_cache()
    assert cache.get("a") is None
    assert cache.get("a", default=7) == 7
    assert cache.get_many(["a", "b"]) == {}
    assert not cache.has_key("a")  # noqa: W601


def test_writes_to_a_dead_cache_do_not_raise() -> None:
    cache = dead_cache()
    cache.set("a", 1)
    cache.delete("a")
    assert cache.add("a", 1)
    assert cache.incr("a") == 1
