"""A cache that fails open: a dead Redis must not stop sign-in, reporting or the queue."""

from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def _open(name: str, fallback: Any) -> Any:
    def method(self: "FailOpenRedisCache", *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("cache.unreachable", operation=name, error=type(error).__name__)
            return fallback(*args, **kwargs)

    method.__name__ = name
    return method


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache that answers "not cached" when Redis cannot be reached, and logs it."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_connect_timeout", 0.5)
        options.setdefault("socket_timeout", 0.5)
        super().__init__(server, params)

    add = _open("add", lambda *a, **k: True)
    get = _open("get", lambda key, default=None, *a, **k: default)
    set = _open("set", lambda *a, **k: None)
    touch = _open("touch", lambda *a, **k: False)
    delete = _open("delete", lambda *a, **k: False)
    get_many = _open("get_many", lambda *a, **k: {})
    set_many = _open("set_many", lambda *a, **k: [])
    delete_many = _open("delete_many", lambda *a, **k: None)
    has_key = _open("has_key", lambda *a, **k: False)
    incr = _open("incr", lambda key, delta=1, *a, **k: delta)
    clear = _open("clear", lambda *a, **k: None)
