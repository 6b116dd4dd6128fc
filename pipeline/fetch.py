"""A web address into bytes: http and https only, small, in time, and never from inside the user's own network.

Each hop's host is resolved once, every address it has is checked, and the connection goes to a checked address,
so that a name cannot point elsewhere between the check and the use.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from pipeline import __version__
from pipeline.config import IngestSettings
from pipeline.errors import InputError, OverzetError

MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_REASONS = {
    401: "it asks for a login",
    403: "it refuses",
    404: "there is no such page",
    410: "the page is gone",
    429: "too many requests",
}
# What is never an article; anything else is told by its content.
_NOT_TEXT = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "application/pdf",
    "application/zip",
    "application/javascript",
    "text/css",
)


class FetchError(OverzetError):
    """A download failed: exit code 1."""


@dataclass(frozen=True)
class Fetched:
    """What an address gave. `url` is the last one, after redirects."""

    url: str
    data: bytes
    media: str | None
    charset: str | None


def is_url(name: str) -> bool:
    """Whether an input is meant as a web address."""
    return "://" in name


def fetch(url: str, settings: IngestSettings) -> Fetched:
    """The document at `url`.

    Raises InputError for an address that is not fetched (and for what is too large or no text), FetchError where the
    download fails. The whole takes at most `ingest.fetch_seconds`.
    """
    asked, timer = url, _Deadline(settings.fetch_seconds)
    try:
        for _ in range(MAX_REDIRECTS + 1):
            target = _Target.of(url)
            connection = target.connect(settings, timer)
            try:
                response = _request(connection, target)
                if response.status in _REDIRECTS and (place := response.getheader("Location")):
                    url = urljoin(target.url, place.strip())
                    continue
                document = _document(response, target, settings)
                if timer.passed:  # a connection that was cut looks like one that ended
                    raise TimeoutError
                return document
            finally:
                connection.close()
    except (TimeoutError, http.client.HTTPException, OSError, zlib.error) as error:
        if timer.passed:
            raise FetchError(
                f"{asked}: took longer than {settings.fetch_seconds:g} seconds (ingest.fetch_seconds); try again"
            ) from error
        raise FetchError(f"{asked}: could not be fetched: {_why(error)}") from error
    finally:
        timer.stop()
    raise FetchError(f"{asked}: redirects more than {MAX_REDIRECTS} times; give the last address")


class _Deadline:
    """Cuts the connection when the time for the whole fetch is over, however slowly bytes drip in."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connected: socket.socket) -> None:
        self._socket = connected
        if self.passed:
            raise TimeoutError

    def stop(self) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.passed = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # closed already


@dataclass(frozen=True)
class _Target:
    """An address that may be asked for, in parts."""

    url: str
    secure: bool
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> _Target:
        """Raises InputError that says what is wrong with the address."""
        if any(ord(char) < 33 or ord(char) == 127 for char in url):
            raise InputError(f"{url!r}: a web address holds no spaces or control characters; write %20")
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise InputError(f"{url}: is not a web address: {error}") from error
        if parts.scheme not in ("http", "https"):
            raise InputError(f"{url}: only http and https addresses are fetched")
        if "@" in parts.netloc:
            raise InputError(f"{url}: an address with a user name or password is not fetched; leave that out")
        try:
            host = (parts.hostname or "").rstrip(".")
            host = host if ":" in host else host.encode("idna").decode("ascii")
        except UnicodeError:
            host = ""
        if not host:
            raise InputError(f"{url}: names no host; write it as https://example.nl/page")
        secure = parts.scheme == "https"
        shown = f"[{host}]" if ":" in host else host
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        whole = urlunsplit((parts.scheme, shown if port is None else f"{shown}:{port}", path, query, ""))
        return cls(whole, secure, host, port if port is not None else 443 if secure else 80)

    def connect(self, settings: IngestSettings, timer: _Deadline) -> http.client.HTTPConnection:
        """A connection to a checked address of the host. Raises InputError where an address is refused."""
        addresses = self._addresses()
        if not settings.allow_private_urls:
            for address in addresses:
                if kind := refused(address):
                    raise InputError(
                        f"{self.url}: leads to {address}, {kind}; such addresses are fetched only with "
                        "-s ingest.allow_private_urls=true"
                    )
        failed: OSError | None = None
        for address in addresses:
            if timer.passed:
                raise TimeoutError
            try:
                plain = socket.create_connection((address, self.port), timeout=settings.fetch_seconds)
            except OSError as error:
                failed = error
                continue
            timer.watch(plain)
            connection = http.client.HTTPConnection(self.host, self.port, timeout=settings.fetch_seconds)
            if self.secure:
                connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
                timer.watch(connection.sock)
            else:
                connection.sock = plain
            return connection
        raise failed or OSError("no address")

    def _addresses(self) -> list[str]:
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchError(
                f"{self.url}: the host {self.host} is not known; check the address and the network"
            ) from error
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def refused(address: str) -> str | None:
    """Why an IP address is not asked ("a private address"), or None where it is a public one.

    An IPv4 address within an IPv6 one (mapped, 6to4, Teredo, NAT64) counts as itself.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        translated = ip in _NAT64
        if translated:
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        for part in inner:
            if part is not None and (why := refused(str(part))):
                return why
        if ip.ipv4_mapped or translated:
            return None
    for kind, holds in (
        ("this machine itself", ip.is_loopback or ip.is_unspecified),
        ("a link-local address", ip.is_link_local),
        ("a multicast address", ip.is_multicast),
        ("a private address", ip.is_private or (isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local)),
        ("a reserved address", ip.is_reserved or not ip.is_global),
    ):
        if holds:
            return kind
    return None


def _request(connection: http.client.HTTPConnection, target: _Target) -> http.client.HTTPResponse:
    parts = urlsplit(target.url)
    headers = {
        "User-Agent": f"overzet/{__version__}",
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "identity",
        "Accept-Language": "nl",
        "Connection": "close",
    }
    connection.request("GET", urlunsplit(("", "", parts.path, parts.query, "")), headers=headers)
    return connection.getresponse()


def _document(response: http.client.HTTPResponse, target: _Target, settings: IngestSettings) -> Fetched:
    if response.status != 200:
        reason = _REASONS.get(response.status, response.reason or "it gave no page")
        raise FetchError(f"{target.url}: the server answered {response.status}: {reason}")
    media = response.headers.get_content_type() if response.getheader("Content-Type") else None
    if media and media.startswith(_NOT_TEXT):
        raise InputError(f"{target.url}: is {media}, not a page or a text; give the address of the article itself")
    length = response.getheader("Content-Length") or ""
    if length.isdecimal() and int(length) > settings.max_bytes:
        raise _too_large(target, settings)
    data = _body(response, target, settings)
    media = None if media == "application/octet-stream" else media
    return Fetched(target.url, data, media, response.headers.get_content_charset())


def _body(response: http.client.HTTPResponse, target: _Target, settings: IngestSettings) -> bytes:
    coding = (response.getheader("Content-Encoding") or "identity").lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{target.url}: answers in the encoding {coding}, which was not asked for")
    unpack = None if coding == "identity" else zlib.decompressobj(47)
    data = bytearray()
    while chunk := response.read1(_CHUNK):
        data += unpack.decompress(chunk, settings.max_bytes + 1 - len(data)) if unpack else chunk
        if len(data) > settings.max_bytes:
            raise _too_large(target, settings)
    if response.length:
        raise http.client.IncompleteRead(bytes(data), response.length)
    return bytes(data)


def _too_large(target: _Target, settings: IngestSettings) -> InputError:
    return InputError(
        f"{target.url}: is over ingest.max_bytes ({settings.max_bytes:,}); raise the key if it is an article"
    )


def _why(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "the server did not answer in time"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, http.client.IncompleteRead):
        return "the connection broke off"
    return " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())[:120]
