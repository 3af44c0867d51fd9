"""The application: which address is answered by what."""

import asyncio
import os
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from termwise.web import routes
from termwise.web.desk import Desk
from termwise.web.refusal import Refusal, Refused, invalid, not_json
from termwise.web.routes import Answered
from termwise.web.shelf import Shelf
from termwise.web.watching import Watch
from termwise.web.work import Workshop

T = TypeVar("T")


def application(desk: Desk, watch: Watch, workshop: Workshop | None = None) -> Starlette:
    """The page of a deal and everything it asks. Stands behind a `Gate`, which says who is let in."""
    workshop = workshop or Workshop()
    shelf = Shelf()

    async def page(request: Request) -> Response:
        html = await workshop.run(partial(routes.page, desk, dict(request.query_params)))
        return Response(html, media_type="text/html")

    async def static(request: Request) -> Response:
        found = shelf.find(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return Response(found.data, media_type=found.kind)

    async def events(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        return StreamingResponse(_stream(watch), media_type="text/event-stream")

    asked = (Route(one.path, _answering(desk, workshop, one), methods=["POST"]) for one in routes.ASKED)
    found = Starlette(
        routes=[
            Route("/", page, methods=["GET"]),
            Route("/static/{name}", static, methods=["GET"]),
            Route("/events", events, methods=["GET"]),
            *asked,
        ],
        exception_handlers={Refusal: _refused, HTTPException: _unknown, ClientDisconnect: _gone, 500: _our_fault},
    )
    found.router.redirect_slashes = False  # an address is what it is
    return found


def _answering(desk: Desk, workshop: Workshop, one: Answered[Any]) -> Callable[[Request], Awaitable[Response]]:
    """Reads the body as what the address takes, works out the answer in a thread, writes it as JSON."""

    async def endpoint(request: Request) -> Response:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":  # a form of another page could not say so without being asked first
            raise not_json()
        asked = body_of(await request.body(), one.takes)
        found = await _while_waited_for(request, workshop.run(partial(one.answer, desk, asked)))
        return Response(msgspec.json.encode(found), media_type="application/json")

    return endpoint


async def _while_waited_for(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What the work comes to. Raises `ClientDisconnect`, the work cancelled, once its caller has hung up."""
    answer = asyncio.ensure_future(work)
    departure = asyncio.ensure_future(_departure(request))
    try:
        await asyncio.wait((answer, departure), return_when=asyncio.FIRST_COMPLETED)
        if answer.done():
            return answer.result()
        raise ClientDisconnect
    finally:
        answer.cancel()
        departure.cancel()


async def _departure(request: Request) -> None:
    """Returns once the caller of a request, all of which was read, has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def body_of(data: bytes, takes: type[Struct]) -> Struct:
    """The body of a request as what it should be. Raises `Refusal` (422), which says what is wrong and where."""
    try:
        return msgspec.json.decode(data, type=takes)
    except msgspec.DecodeError as fault:
        raise invalid(f"the request cannot be read: {fault}") from None
    except (UnicodeDecodeError, RecursionError):
        raise invalid("the request cannot be read: it is no JSON text") from None


async def _stream(watch: Watch) -> AsyncIterator[bytes]:
    """What is told of files, as server-sent events; a comment now and then keeps the line open."""
    with watch.listening() as heard:
        yield b": listening\n\n"
        while (news := await heard.next()) is not None:
            yield b": still here\n\n" if news == {} else b"data: " + msgspec.json.encode(news) + b"\n\n"


async def _refused(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, Refusal)  # noqa: S101 - the table of handlers says so
    return Response(msgspec.json.encode(Refused(fault.message)), fault.status, media_type="application/json")


async def _unknown(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)  # noqa: S101 - the table of handlers says so
    words = {404: "there is nothing at this address", 405: "this address is not asked so"}
    message = words.get(fault.status_code, fault.detail)
    return Response(
        msgspec.json.encode(Refused(message)), fault.status_code, fault.headers, media_type="application/json"
    )


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=400)


async def _our_fault(_: Request, fault: Exception) -> Response:
    if os.environ.get("TERMWISE_TRACEBACK"):
        traceback.print_exception(fault)
    message = f"a fault of Termwise itself, not of your deal: {type(fault).__name__}"
    return Response(msgspec.json.encode(Refused(message)), 500, media_type="application/json")
