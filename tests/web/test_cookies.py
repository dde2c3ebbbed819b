import pytest

from pipeline.web.cookies import hardened


@pytest.mark.parametrize(
    ("cookie", "secure", "hard"),
    [
        (b"ds_actor=x; Path=/; SameSite=lax", False, b"ds_actor=x; Path=/; SameSite=lax; HttpOnly"),
        (b"ds_actor=x", True, b"ds_actor=x; HttpOnly; SameSite=Lax; Secure"),
        (b"a=httponly", False, b"a=httponly; HttpOnly; SameSite=Lax"),
        (b"a=1; httponly; secure; samesite=strict", True, b"a=1; httponly; secure; samesite=strict"),
    ],
)
def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(cookie, secure, hard):
    headers = [(b"content-type", b"text/html"), (b"Set-Cookie", cookie)]
    assert hardened(headers, secure=secure) == [(b"content-type", b"text/html"), (b"Set-Cookie", hard)]
