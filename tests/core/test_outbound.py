"""The guarded client reaches public servers over https, listed hosts, and nothing else."""

import contextlib
import http.server
import io
import itertools
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hospital_itsm.core import outbound
from hospital_itsm.core.outbound import Bounds, OutboundFailed, OutboundRefused, get, post

HOST = "paging.larkhaven.example"
PUBLIC = "93.184.216.34"


@dataclass
class Received:
    """What the server of the test was sent."""

    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the path says, and remembers."""

    received: ClassVar[Received]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.requests.append((self.path, dict(self.headers), body))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/stolen")
            self.end_headers()
            return
        self.send_response(202)
        self.end_headers()
        self.wfile.write(b"x" * (outbound.MOST_BYTES + 1) if self.path == "/large" else b"taken")

    def do_GET(self) -> None:
        self.received.requests.append((self.path, dict(self.headers), b""))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * (outbound.MOST_BYTES + 1))

    def log_message(self, *arguments: object) -> None:
        """Keep the output of the tests clean."""


@pytest.fixture
def received() -> Received:
    return Received()


@pytest.fixture
def serve(received: Received) -> Iterator[Callable[..., int]]:
    """Start a server on the loopback and return its port; with a context it speaks TLS."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(context: ssl.SSLContext | None = None) -> int:
        handler = type("Remembering", (Handler,), {"received": received})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return int(server.server_address[1])

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def serve_raw() -> Iterator[Callable[[bytes], int]]:
    """Start a server that says the same to whoever connects, again and again until they leave; return its port."""
    listening = socket.create_server(("127.0.0.1", 0))

    def start(words: bytes) -> int:
        def speak() -> None:
            with contextlib.suppress(OSError):
                caller, _address = listening.accept()
                with caller:
                    while True:
                        caller.sendall(words)

        threading.Thread(target=speak, daemon=True).start()
        return int(listening.getsockname()[1])

    yield start
    listening.close()


def resolving_to(*addresses: str) -> Callable[[str, int], list[str]]:
    return lambda host, port: list(addresses)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.9",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
        "[::7f00:1]",
        "[::ffff:0:7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[fec0::1]",
        "[3fff::1]",
        "192.88.99.1",
        "198.18.0.1",
        "240.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "localhost",
    ],
)
def test_our_own_network_is_never_called(host: str) -> None:
    with pytest.raises(OutboundRefused):
        post(f"https://{host}/hook", b"{}", {})


@pytest.mark.parametrize(
    "url",
    [
        "http://paging.larkhaven.example/in",
        "ftp://paging.larkhaven.example/in",
        "file:///etc/passwd",
        "gopher://paging.larkhaven.example/",
        "https:///in",
        "paging.larkhaven.example/in",
        "https://name:word@paging.larkhaven.example/in",
        "https://paging.larkhaven.example:99999/in",
        "https://[broken/in",
    ],
)
def test_only_plain_https_addresses_are_called(url: str) -> None:
    with pytest.raises(OutboundRefused):
        post(url, b"{}", {}, resolve=resolving_to(PUBLIC))


@pytest.mark.parametrize("inside", ["10.0.0.5", "::1", "::ffff:10.0.0.5", "169.254.169.254"])
def test_one_address_inside_among_public_ones_is_enough_to_refuse(inside: str) -> None:
    with pytest.raises(OutboundRefused):
        post(f"https://{HOST}/in", b"{}", {}, resolve=resolving_to(PUBLIC, inside))


def test_the_checked_address_is_the_one_connected_to_although_the_name_has_changed(monkeypatch) -> None:
    asked: list[str] = []
    connected: list[object] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    def refuse(address: object, *rest: object, **more: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(outbound.socket, "create_connection", refuse)
    with pytest.raises(OutboundFailed, match="ConnectionRefusedError"):
        post(f"https://{HOST}/in", b"{}", {}, resolve=rebinding)
    assert connected == [(PUBLIC, 443)]
    assert asked == [HOST]


def test_a_listed_host_may_be_private_but_needs_http_to_be_said(settings, serve, received: Received) -> None:
    port = serve()
    url = f"http://{HOST}:{port}/in?team=net"
    settings.OUTBOUND_ALLOWED_HOSTS = [HOST]
    with pytest.raises(OutboundRefused):
        post(url, b"{}", {}, resolve=resolving_to("127.0.0.1"))
    assert received.requests == []
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    answer = post(url, b'{"a": 1}', {"X-Desk-Timestamp": "7"}, resolve=resolving_to("127.0.0.1"))
    assert (answer.status, answer.body, answer.accepted) == (202, b"taken", True)
    path, headers, body = received.requests[0]
    assert (path, headers["Host"], headers["X-Desk-Timestamp"]) == ("/in?team=net", f"{HOST}:{port}", "7")
    assert body == b'{"a": 1}'


def test_even_a_listed_host_may_not_lead_to_the_metadata_address(settings) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [HOST, f"http://{HOST}"]
    for address in ("169.254.169.254", "fe80::1", "::ffff:169.254.169.254"):
        with pytest.raises(OutboundRefused):
            post(f"https://{HOST}/in", b"{}", {}, resolve=resolving_to(address))


def test_a_redirect_is_an_answer_and_is_not_followed(settings, serve, received: Received) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    answer = post(f"http://{HOST}:{serve()}/moved", b"{}", {}, resolve=resolving_to("127.0.0.1"))
    assert (answer.status, answer.accepted) == (302, False)
    assert [path for path, _, _ in received.requests] == ["/moved"]


def test_an_endless_answer_is_cut(settings, serve) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    with pytest.raises(OutboundFailed, match="TooLarge"):
        post(f"http://{HOST}:{serve()}/large", b"{}", {}, resolve=resolving_to("127.0.0.1"))


def test_a_slow_answer_is_cut(settings, serve, monkeypatch) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    monkeypatch.setattr(outbound, "TOTAL_SECONDS", -1.0)
    with pytest.raises(OutboundFailed, match="TooSlow"):
        post(f"http://{HOST}:{serve()}/in", b"{}", {}, resolve=resolving_to("127.0.0.1"))


def test_an_answer_that_never_begins_ends_at_the_deadline(settings, serve_raw, monkeypatch) -> None:
    """The server says "100 Continue" for ever, each time at once; the clock moves a second at each look."""
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    seconds = itertools.count()
    monkeypatch.setattr(outbound.time, "monotonic", lambda: float(next(seconds)))
    port = serve_raw(b"HTTP/1.1 100 Continue\r\n\r\n")
    with pytest.raises(OutboundFailed, match="TooSlow"):
        post(f"http://{HOST}:{port}/in", b"{}", {}, resolve=resolving_to("127.0.0.1"))
    assert next(seconds) < 20


def test_when_the_first_address_does_not_answer_the_next_checked_one_is_called(
    settings, serve, received: Received
) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    url = f"http://{HOST}:{serve()}/in"
    assert post(url, b"{}", {}, resolve=resolving_to("::1", "127.0.0.1")).accepted
    assert len(received.requests) == 1


def test_the_host_header_names_the_host_and_no_port_of_another_scheme(monkeypatch) -> None:
    sent: list[bytes] = []

    class Silent:
        """A connection that takes everything and says nothing."""

        def sendall(self, data: bytes) -> None:
            sent.append(data)

        def makefile(self, mode: str) -> io.BytesIO:
            return io.BytesIO(b"HTTP/1.1 204 No Content\r\n\r\n")

        def close(self) -> None:
            """Nothing to close."""

        end = close

    monkeypatch.setattr(outbound, "_connected", lambda *arguments: Silent())
    assert post(f"https://{HOST}/in", b"{}", {}, resolve=resolving_to(PUBLIC)).status == 204
    assert f"\r\nHost: {HOST}\r\n".encode() in sent[0]


def test_a_proxy_of_the_environment_is_ignored(settings, serve, received: Received, monkeypatch) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert post(f"http://{HOST}:{serve()}/in", b"{}", {}, resolve=resolving_to("127.0.0.1")).accepted
    assert received.requests[0][0] == "/in"


def test_a_name_nobody_knows_is_a_failure_that_can_be_tried_again() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError

    with pytest.raises(OutboundFailed, match="NameNotFound"):
        post(f"https://{HOST}/in", b"{}", {}, resolve=unknown)


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for `name`: the server's context, and one that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    text = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / f"{name}.pem"
    file.write_bytes(secret + text)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cadata=text.decode())


def test_the_certificate_is_held_against_the_name_and_not_the_address(
    settings, serve, tmp_path: Path, monkeypatch, received: Received
) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [HOST]
    server, trusting = certificate(tmp_path, HOST)
    monkeypatch.setattr(outbound, "tls_context", lambda: trusting)
    assert post(f"https://{HOST}:{serve(server)}/in", b"{}", {}, resolve=resolving_to("127.0.0.1")).accepted
    other, trusting_other = certificate(tmp_path, "elsewhere.larkhaven.example")
    monkeypatch.setattr(outbound, "tls_context", lambda: trusting_other)
    with pytest.raises(OutboundFailed, match="SSLCertVerificationError"):
        post(f"https://{HOST}:{serve(other)}/in", b"{}", {}, resolve=resolving_to("127.0.0.1"))
    assert len(received.requests) == 1


def test_a_certificate_nobody_signed_is_not_trusted(settings, serve, tmp_path: Path) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [HOST]
    server, _trusting = certificate(tmp_path, HOST)
    with pytest.raises(OutboundFailed, match="SSLCertVerificationError"):
        post(f"https://{HOST}:{serve(server)}/in", b"{}", {}, resolve=resolving_to("127.0.0.1"))


def test_a_get_reads_as_much_as_its_bounds_allow(
    serve: Callable[..., int], received: Received, settings: Any
) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    url, loopback = f"http://{HOST}:{serve()}/recalls?limit=1", resolving_to("127.0.0.1")
    with pytest.raises(OutboundFailed, match="TooLarge"):
        get(url, {}, resolve=loopback)
    answer = get(url, {"Accept": "application/json"}, bounds=Bounds(10**6, 10), resolve=loopback)
    assert (answer.status, len(answer.body)) == (200, outbound.MOST_BYTES + 1)
    path, headers, _body = received.requests[-1]
    assert (path, headers["Accept"]) == ("/recalls?limit=1", "application/json")


def test_a_get_reaches_no_address_inside_the_network() -> None:
    with pytest.raises(OutboundRefused):
        get(f"https://{HOST}/", {}, resolve=resolving_to("10.0.0.1"))


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("hooks.localhost", True),
        ("printer.local", True),
        ("hooks.Internal", True),
        ("metadata.google.internal", True),
        ("router.home.arpa", True),
        ("intranet", True),
        ("2130706433", True),
        ("127.1", True),
        ("127.0x1", True),
        ("local\u3002localhost", True),
        ("\uff4cocalhost", True),
        ("hooks..larkhaven.example", True),
        ("hooks.larkhaven.example", False),
        ("hooks.larkhaven.example.", False),
        ("local.larkhaven.example", False),
        ("m\u00fcnchen.example", False),
        ("10.0.0.5", False),
        ("[::1]", False),
    ],
)
def test_a_name_that_leads_nowhere_but_here_is_known_without_looking_it_up(
    host: str, is_ours: bool, settings: Any
) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = []
    assert outbound.names_this_network(f"https://{host}/in") is is_ours


def test_a_listed_name_of_this_network_may_be_named(settings: Any) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = ["bus.internal", "http://localhost"]
    said = {
        host: outbound.names_this_network(f"http://{host}:8000/in")
        for host in ("bus.internal", "localhost", "hub")
    }
    assert said == {"bus.internal": False, "localhost": False, "hub": True}
