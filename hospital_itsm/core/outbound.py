"""The one door to other machines: an HTTP client that cannot be turned against our own network.

It speaks https only, resolves a name once, checks every address it got and connects to one it checked (so a name that
changes between check and connection gains nothing), follows no redirect, uses no proxy, and bounds size and time: the
name is looked up within the system's own bounds, and all that follows ends at one deadline, however slowly the other
side speaks. Private and loopback addresses, and plain http, need an entry of `OUTBOUND_ALLOWED_HOSTS`:
`gateway.example` allows a private address over https, `http://gateway.example` plain http too. Link-local addresses,
where clouds keep their credentials, are never reached.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

TIMEOUT_SECONDS = 5.0
TOTAL_SECONDS = 10.0
MOST_BYTES = 64 * 1024
PORTS = {"https": 443, "http": 80}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
REFUSED = tuple(
    ipaddress.ip_network(text)
    for text in ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "192.88.99.0/24", "fec0::/10", "3fff::/20")
)
"""Never called, and not among what `ipaddress` knows: spellings of IPv4 that stacks may still unwrap, translators of
one's own network, relays, former site-local addresses, documentation."""

OF_THIS_NETWORK = frozenset({"localhost", "localdomain", "local", "internal", "arpa"})
"""Last labels of names that lead to the machine itself or into its own network, wherever they are looked up."""

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


def may_be_called(url: str) -> bool:
    """Could this address be called at all? A name is not looked up yet; an address in numbers is judged."""
    try:
        parts = _allowed_parts(url)
        if not url.isprintable() or " " in url:
            return False
        _vetted_addresses(str(parts.hostname), 0, _literal)
    except OutboundRefused:
        return False
    except OutboundFailed:
        return True
    return True


def names_this_network(url: str) -> bool:
    """Is the host a name that leads nowhere but here, and not listed? No look-up; False for an address in numbers.

    Such are localhost, a name without a dot, one that ends in .local or .internal, and what stacks read as an
    address although it is none in full (`127.1`).
    """
    host = host_of(url)
    if not host or _is_listed(host) or _literal(host, 0):
        return False
    try:
        labels = host.encode("idna").decode().rstrip(".").lower().split(".")
    except UnicodeError:
        return True
    return len(labels) == 1 or labels[-1] in OF_THIS_NETWORK or labels[-1][:1].isdigit()


def host_of(url: str) -> str:
    """The host of an address, for logs and the trail; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _literal(host: str, port: int) -> list[str]:
    """A host that is an address itself; a name has none yet."""
    try:
        return [str(ipaddress.ip_address(host.split("%")[0]))]
    except ValueError:
        return []


def _call(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], bounds: Bounds, resolve: Resolver
) -> Answer:
    parts = _allowed_parts(url)
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    addresses = _vetted_addresses(host, port, resolve)
    line: _Line | None = None
    try:
        line = _connected(parts.scheme, host, addresses, port, time.monotonic() + bounds.seconds)
        connection = http.client.HTTPConnection(host, port)
        connection.default_port = PORTS[parts.scheme]
        connection.sock = line
        connection.request(method, _target(parts), body=body, headers=dict(headers))
        response = connection.getresponse()
        return Answer(response.status, _read(response, bounds.most_bytes))
    except (OSError, http.client.HTTPException) as error:
        raise OutboundFailed(type(error).__name__) from error
    finally:
        if line is not None:
            line.end()


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


def _vetted_addresses(host: str, port: int, resolve: Resolver) -> list[str]:
    """Every address of the host, each once; one that may not be called is enough to refuse."""
    try:
        found = list(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError) as error:
        raise OutboundFailed("NameNotFound") from error
    if not found:
        raise OutboundFailed("NameNotFound")
    listed = _is_listed(host)
    for text in found:
        if not _may_call(ipaddress.ip_address(text.split("%")[0]), listed):
            raise OutboundRefused("The name leads to an address inside the network or reserved.")
    return found


def _is_listed(host: str) -> bool:
    return bool({host, f"http://{host}"} & set(settings.OUTBOUND_ALLOWED_HOSTS))


def _may_call(address: Address, listed: bool) -> bool:
    inner = _inside(address)
    if inner is not None:
        return _may_call(inner, listed)
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    if not address.is_loopback and any(address in network for network in REFUSED):
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


class _Line:
    """A connection to a checked address; every wait of it ends at one deadline. To `http.client` it is a socket."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self.sock, self.deadline = sock, deadline

    def secured(self, host: str) -> "_Line":
        """With TLS, the certificate held against the name."""
        self.hurry()
        self.sock = tls_context().wrap_socket(self.sock, server_hostname=host)
        return self

    def hurry(self) -> socket.socket:
        """The socket, set to wait no longer than is left. Raises OutboundFailed when nothing is."""
        self.sock.settimeout(_left(self.deadline))
        return self.sock

    def sendall(self, data: bytes) -> None:
        """Send."""
        self.hurry().sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What the other side says."""
        return io.BufferedReader(_Said(self))

    def close(self) -> None:
        """An answer may still be read when `http.client` closes; `end` closes."""

    def end(self) -> None:
        """Close."""
        self.sock.close()


class _Said(io.RawIOBase):
    """The bytes that come in."""

    def __init__(self, line: _Line) -> None:
        self.line = line

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Wait for some, no longer than until the deadline."""
        return self.line.hurry().recv_into(buffer)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise OutboundFailed("TooSlow")
    return min(TIMEOUT_SECONDS, left)


def _connected(scheme: str, host: str, addresses: Sequence[str], port: int, deadline: float) -> _Line:
    """Connect to the first of the checked addresses that answers, without asking for the name again."""
    for address in addresses:
        try:
            sock = socket.create_connection((address, port), _left(deadline))
        except OSError:
            if address == addresses[-1]:
                raise
            continue
        break
    line = _Line(sock, deadline)
    if scheme == "http":
        return line
    try:
        return line.secured(host)
    except BaseException:
        line.end()
        raise


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _read(response: http.client.HTTPResponse, most_bytes: int) -> bytes:
    body = bytearray()
    while chunk := response.read1(8192):
        body += chunk
        if len(body) > most_bytes:
            raise OutboundFailed("TooLarge")
    return bytes(body)
