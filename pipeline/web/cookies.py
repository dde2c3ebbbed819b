"""Cookies that no script reads and no other site sends along."""

from collections.abc import Iterable

from pipeline.web.asgi import Headers


def hardened(headers: Iterable[tuple[bytes, bytes]], *, secure: bool) -> Headers:
    """The headers with `HttpOnly` and `SameSite` on every cookie, and `Secure` on a connection that is."""
    return [(name, _hard(value, secure=secure) if name.lower() == b"set-cookie" else value) for name, value in headers]


def _hard(cookie: bytes, *, secure: bool) -> bytes:
    given = {part.strip().partition(b"=")[0].lower() for part in cookie.split(b";")[1:]}
    wanted = [b"HttpOnly", b"SameSite=Lax", *([b"Secure"] if secure else [])]
    return b"; ".join([cookie, *(each for each in wanted if each.partition(b"=")[0].lower() not in given)])
