"""The kept copy of a page is text, whatever it holds."""

import pytest

from pipeline import types as t
from pipeline.store.write import Store
from pipeline.web import kept, serve

EVIL = "<script>alert(1)</script><h1>loud</h1>"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A database with a hostile page, one in another charset and one that is no text; digest of each."""
    path = tmp_path_factory.mktemp("kept") / "claims.db"
    bodies = {
        "evil": (EVIL.encode(), "text/html"),
        "latin": ("café".encode("latin-1"), "text/html; charset=iso-8859-1"),
        "odd": (b"plain", "text/html; charset=none-such"),
        "pdf": (b"%PDF-1.7 \xff", "application/pdf"),
    }
    digests = {}
    with Store(path, {}) as store:
        run = store.start_run("ingest", "rules")
        for name, (body, kind) in bodies.items():
            page = t.Page(body, t.Origin(name, f"https://pier.example/{name}", content_type=kind))
            store.save(page, t.Article(f"Text of {name}."), t.Extraction(()), run)
            digests[name] = page.digest
    return path, digests


async def test_it_is_shown_as_text_in_our_frame(pages):
    path, digests = pages
    response = await serve.build(path).client.get(f"/kept/{digests['evil']}")
    assert response.status_code == 200
    assert EVIL not in response.text
    assert "&lt;script&gt;alert(1)" in response.text
    assert "Extracted, not verified" in response.text
    assert digests["evil"] in response.text


async def test_it_is_served_as_plain_text(pages):
    path, digests = pages
    response = await serve.build(path).client.get(f"/kept/{digests['evil']}.txt")
    assert response.text == EVIL
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_what_is_no_text_and_what_is_not_kept_say_so(pages):
    path, digests = pages
    desk = serve.build(path)
    assert "is no text" in (await desk.client.get(f"/kept/{digests['pdf']}")).text
    assert (await desk.client.get(f"/kept/{'0' * 64}")).status_code == 404


async def test_the_charset_that_the_server_named_is_used(pages):
    path, digests = pages
    assert (await kept.copy(path, digests["latin"])).text == "café"
    assert (await kept.copy(path, digests["odd"])).text == "plain"


async def test_a_long_page_is_cut_and_says_so(pages, monkeypatch):
    path, digests = pages
    monkeypatch.setattr(kept, "LONGEST", 5)
    copy = await kept.copy(path, digests["evil"])
    assert copy.text == EVIL[:5]
    assert copy.is_cut
