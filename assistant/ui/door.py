"""Who has not given the password is turned away from every route of the page's interface, those too that Gradio leaves open."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import SimpleCookie
from typing import Any

Scope = MutableMapping[str, Any]
# What the form that asks for the password needs, and what Gradio calls on itself when it starts.
_OPEN = re.compile(r"/gradio_api/(?:login_check|user|token|app_id|startup-events)/?$")


class Door:
    """ASGI middleware around a Gradio app with a password: 401 for whoever is not logged in."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
        """Pass a request on, or answer it with 401."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or not path.startswith("/gradio_api/") or _OPEN.match(path) or _is_known(scope):
            await self.app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 401, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": b'{"detail": "Not authenticated"}'})


def _is_known(scope: Scope) -> bool:
    """Whether a request has the cookie of somebody who is logged in."""
    gradio = scope["app"]
    cookie = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"), "")
    given = SimpleCookie(cookie)
    names = (f"access-token-{gradio.cookie_id}", f"access-token-unsecure-{gradio.cookie_id}")
    return any(name in given and given[name].value in gradio.tokens for name in names)
