"""The production web server: `python -m hospital_itsm.web --host 0.0.0.0 --port 8000 --workers 2`.

Everything is loaded once, before the workers are forked, so that they share its memory: two workers and their server
need about 60 % of what they need when each loads for itself. Large libraries that few requests need (workbooks, labels,
public holidays) are not loaded here: the functions that use them import them. Options are granian's. A new release
needs a new start; a reload of workers alone would keep the old code.
"""

import gc
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.template import engines
from django.urls import URLResolver, get_resolver
from granian.cli import entrypoint
from kombu.transport import resolve_transport

import hospital_itsm.wsgi

SERVER = (
    "--interface", "wsgi", "--blocking-threads", "4", "--no-ws", f"{hospital_itsm.wsgi.__name__}:application",
)  # fmt: skip


def main() -> None:
    """Load, then serve. Nothing here may open a connection or start a thread: it would be shared by all workers."""
    load_addresses(get_resolver())
    load_templates()
    resolve_transport(urlsplit(settings.CELERY_BROKER_URL).scheme)
    gc.collect()
    gc.freeze()
    sys.argv = [sys.argv[0], *SERVER, *sys.argv[1:]]
    entrypoint()


def load_addresses(resolver: URLResolver) -> None:
    """Import every view, and work out the addresses that pages are linked by."""
    resolver.reverse_dict  # noqa: B018
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            load_addresses(entry)


def load_templates() -> None:
    """Compile the pages of the product, which Django keeps."""
    engine = engines["django"]
    for folder in map(Path, engine.engine.dirs):  # type: ignore[attr-defined]
        for path in sorted(folder.rglob("*.html")):
            engine.get_template(str(path.relative_to(folder)))


if __name__ == "__main__":
    main()
