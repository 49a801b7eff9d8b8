"""The one door to other machines: an HTTP client that cannot be turned against our own network.

It speaks https only, resolves a name once, checks every address it got and connects to the one it checked (so a
name that changes between check and connection gains nothing), follows no redirect, uses no proxy, and bounds time
and size. Private and loopback addresses, and plain http, need an entry of `OUTBOUND_ALLOWED_HOSTS`: `gateway.example`
allows a private address over https, `http://gateway.example` plain http too. Link-local addresses, where clouds keep
their credentials, are never reached.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

TIMEOUT_SECONDS = 5.0
TOTAL_SECONDS = 10.0
MOST_BYTES = 64 * 1024
PORTS = {"https": 443, "http": 80}
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]


class OutboundRefused(Exception):
    """The address may not be called; nothing was sent. The message says why."""


class OutboundFailed(Exception):
    """The call was allowed and failed: no connection, too slow, too large, or not HTTP. The message is a code."""


@dataclass(frozen=True)
class Answer:
    """What the other machine said; a redirect is an answer like any other and is not followed."""

    status: int
    body: bytes

    @property
    def accepted(self) -> bool:
        """Did it say 2xx?"""
        return 200 <= self.status < 300


@dataclass(frozen=True)
class Bounds:
    """How much of an answer is read, and how long it may take."""

    most_bytes: int = MOST_BYTES
    seconds: float = TOTAL_SECONDS


def system_resolver(host: str, port: int) -> list[str]:
    """Every address of a host, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def tls_context() -> ssl.SSLContext:
    """Certificates are always checked, TLS 1.2 or newer."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def post(url: str, body: bytes, headers: Mapping[str, str], *, resolve: Resolver = system_resolver) -> Answer:
    """POST bytes and return the answer.

    Raises OutboundRefused when the address may not be called, OutboundFailed when the call failed.
    """
    return _call("POST", url, body, headers, Bounds(MOST_BYTES, TOTAL_SECONDS), resolve)


def get(
    url: str, headers: Mapping[str, str], *, bounds: Bounds | None = None, resolve: Resolver = system_resolver
) -> Answer:
    """GET an address; `bounds` where more than a short answer is expected. Raises as `post`."""
    return _call("GET", url, None, headers, bounds or Bounds(), resolve)


def _call(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], bounds: Bounds, resolve: Resolver
) -> Answer:
    parts = _allowed_parts(url)
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    address = _vetted_address(host, port, resolve)
    connection = _connection(parts.scheme, host, port, address)
    try:
        connection.request(method, _target(parts), body=body, headers=dict(headers))
        response = connection.getresponse()
        return Answer(response.status, _read(response, time.monotonic() + bounds.seconds, bounds.most_bytes))
    except (OSError, http.client.HTTPException) as error:
        raise OutboundFailed(type(error).__name__) from error
    finally:
        connection.close()


def _allowed_parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise OutboundRefused("The address cannot be read.") from error
    if parts.scheme not in PORTS or not host:
        raise OutboundRefused("Only addresses that begin with https:// are called.")
    if parts.username is not None or parts.password is not None:
        raise OutboundRefused("The address must not carry a name or password.")
    if parts.scheme == "http" and f"http://{host}" not in settings.OUTBOUND_ALLOWED_HOSTS:
        raise OutboundRefused("Plain http needs an entry http://host in OUTBOUND_ALLOWED_HOSTS.")
    return parts


def _vetted_address(host: str, port: int, resolve: Resolver) -> str:
    try:
        found = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise OutboundFailed("NameNotFound") from error
    if not found:
        raise OutboundFailed("NameNotFound")
    listed = bool({host, f"http://{host}"} & set(settings.OUTBOUND_ALLOWED_HOSTS))
    for text in found:
        if not _may_call(ipaddress.ip_address(text.split("%")[0]), listed):
            raise OutboundRefused("The name leads to an address inside the network or reserved.")
    return found[0]


def _may_call(address: Address, listed: bool) -> bool:
    inner = _inside(address)
    if inner is not None:
        return _may_call(inner, listed)
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    return address.is_global or (listed and (address.is_private or address.is_loopback))


def _inside(address: Address) -> Address | None:
    """The IPv4 address that an IPv6 one stands for (mapped, 6to4, Teredo, NAT64), or None."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


class _VettedTls(http.client.HTTPSConnection):
    """TLS to the checked address, the certificate held against the name."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=TIMEOUT_SECONDS, context=context)
        self.address, self.tls = address, context

    def connect(self) -> None:
        """Connect without asking for the name again."""
        raw = socket.create_connection((self.address, self.port), TIMEOUT_SECONDS)
        try:
            self.sock = self.tls.wrap_socket(raw, server_hostname=self.host)
        except BaseException:
            raw.close()
            raise


class _VettedPlain(http.client.HTTPConnection):
    """Plain HTTP to the checked address, for listed hosts."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT_SECONDS)
        self.address = address

    def connect(self) -> None:
        """Connect without asking for the name again."""
        self.sock = socket.create_connection((self.address, self.port), TIMEOUT_SECONDS)


def _connection(scheme: str, host: str, port: int, address: str) -> http.client.HTTPConnection:
    if scheme == "http":
        return _VettedPlain(host, port, address)
    return _VettedTls(host, port, address, tls_context())


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _read(response: http.client.HTTPResponse, deadline: float, most_bytes: int) -> bytes:
    body = bytearray()
    while chunk := response.read1(8192):
        body += chunk
        if len(body) > most_bytes:
            raise OutboundFailed("TooLarge")
        if time.monotonic() > deadline:
            raise OutboundFailed("TooSlow")
    return bytes(body)
