"""Who is let in: one browser on this machine, holding the token, on a page of ours, with a request of bounded size.

A page on the internet can make a browser send requests to a port of this machine. It cannot forge what is asked for
here: the `Host` (a name rebound to this machine differs), the `Origin` and `Sec-Fetch-Site` of a page of ours, and a
cookie that only the holder of the token was given and that is sent from pages of ours alone.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

import msgspec

from termwise.web.refusal import Refusal, Refused, forbidden, too_large, too_slow

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

MOST_BYTES = 12_000_000
"""Bytes of the largest request: a whole deal as it is typed."""

MOST_SECONDS = 20.0
"""Seconds until all of a request has come in. It comes from this machine."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types termwise"
)
"""What a page of ours may load and run: our own files, nothing written into the page, nothing from elsewhere."""

_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), usb=(), payment=()"),
    (b"cache-control", b"no-store"),
)

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Termwise</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
"""
_ENTERED = f"""{_HEAD}<meta http-equiv="refresh" content="0; url=/"></head>
<body><p><a href="/">Open the deal</a></p></body></html>
"""
"""The answer to the first address. It leads on from a page of ours, so that the browser sends the strict cookie."""

_SHUT = f"""{_HEAD}</head>
<body><h1>This page is closed</h1><p>{{why}}</p><p>Open the address that <code>termwise serve</code> has printed,
the one with <code>?token=…</code> in it.</p></body></html>
"""


class Gate:
    """Stands before an application on `port` of this machine. `token` opens it; it is in the first address only."""

    def __init__(self, application: Application, port: int, token: str) -> None:
        self._application = application
        self._port = port
        self._token = token
        self._ticket = secrets.token_urlsafe(32)
        hosts = (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in hosts)

    @property
    def cookie(self) -> str:
        """The name of the cookie. Cookies are shared by all ports of a machine, so each server names its own."""
        return f"termwise_{self._port}"

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Lets a request through, or refuses it; every answer carries the headers of a closed page."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._application(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        guarded = _Guarded(receive, send)
        try:
            if self._enters(scope):
                await guarded.page(
                    200, _ENTERED, cookie=f"{self.cookie}={self._ticket}; HttpOnly; SameSite=Strict; Path=/"
                )
                return
            self._check(scope)
            await self._application(scope, guarded.receive, guarded.send)
        except Refusal as refusal:
            await guarded.refuse(refusal, as_page=scope["method"] == "GET" and scope["path"] == "/")

    def _enters(self, scope: Message) -> bool:
        """Whether it is the first address, with the right token, asked for by the right name."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        right = len(given) == 1 and secrets.compare_digest(given[0].encode(), self._token.encode())
        return right and scope["path"] == "/" and scope["method"] == "GET" and self._host(scope) in self._hosts

    def _check(self, scope: Message) -> None:
        """Raises `Refusal` for a request that does not come from a page of ours."""
        if self._host(scope) not in self._hosts:
            raise forbidden("this server answers to its own address only")
        origins = _values(scope, b"origin")
        reads = scope["method"] in ("GET", "HEAD")
        if (origins or not reads) and (len(origins) != 1 or origins[0] not in self._origins):
            raise forbidden("this request does not come from the page of this deal")
        sites = _values(scope, b"sec-fetch-site")
        if any(site not in ("same-origin", "none") for site in sites):
            raise forbidden("this request does not come from the page of this deal")
        if not self._holds_ticket(scope):
            raise forbidden("This browser has not been given the key to this deal.")
        for length in _values(scope, b"content-length"):
            if not length.isdecimal() or int(length[:20]) > MOST_BYTES:
                raise too_large(MOST_BYTES)

    def _host(self, scope: Message) -> str | None:
        hosts = _values(scope, b"host")
        return hosts[0].lower() if len(hosts) == 1 else None

    def _holds_ticket(self, scope: Message) -> bool:
        for header in _values(scope, b"cookie"):
            try:
                found = SimpleCookie(header).get(self.cookie)
            except CookieError:
                continue
            if found is not None and secrets.compare_digest(found.value.encode(), self._ticket.encode()):
                return True
        return False


class _Guarded:
    """The two ends of one request: what comes in is counted, what goes out carries the headers."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._left = MOST_BYTES
        self._until: float | None = None
        self._whole = False
        self._started = False

    async def receive(self) -> Message:
        """What comes in, for a bounded time until all of it is there; after that, that the other end has gone."""
        if self._whole:
            return await self._receive()
        now = asyncio.get_running_loop().time()
        self._until = self._until or now + MOST_SECONDS
        try:
            message = await asyncio.wait_for(self._receive(), self._until - now)
        except TimeoutError:
            raise too_slow(MOST_SECONDS) from None
        self._whole = not message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise too_large(MOST_BYTES)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._started = True
            ours = {name for name, _ in _HEADERS}
            given = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in ours]
            message["headers"] = [*given, *_HEADERS]
        await self._send(message)

    async def page(self, status: int, html: str, cookie: str | None = None) -> None:
        """A page of our own."""
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        if cookie is not None:
            headers.append((b"set-cookie", cookie.encode()))
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": html.encode()})

    async def refuse(self, refusal: Refusal, *, as_page: bool) -> None:
        """The refusal, as a page where a person looks, else as JSON. An answer that has begun just ends."""
        if self._started:
            return
        if as_page:
            await self.page(refusal.status, _SHUT.format(why=refusal.message))
            return
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await self.send({"type": "http.response.start", "status": refusal.status, "headers": headers})
        await self.send({"type": "http.response.body", "body": msgspec.json.encode(Refused(refusal.message))})


def _values(scope: Message, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]
