"""Which claims are asked for, in which order, and what is shown of them."""

from dataclasses import replace

import pytest

from pipeline import types as t
from pipeline.errors import ConfigError
from pipeline.facts import refresh
from pipeline.review import queue
from pipeline.review.queue import LOST, SECOND, Wanted
from pipeline.review.verdicts import Answer, ErrorClass, Reviews, Verdict
from pipeline.store import reread
from pipeline.store.write import Store


@pytest.fixture
def judge(path):
    def given(claim, answer="right", reviewer="ann", **more):
        with Reviews(path) as reviews:
            reviews.give(Verdict(claim, Answer(answer), reviewer, **more))

    return given


@pytest.fixture
def ask(path):
    """The queue as (claim, reason), and its length as it is counted."""

    def asked(**wanted):
        with Reviews(path) as reviews:
            found = queue.entries(reviews.connection, Wanted(**{"reviewer": "ann"} | wanted))
            whole = queue.count(reviews.connection, Wanted(**{"reviewer": "ann"} | wanted))
        return [(each.claim, each.reason) for each in found], whole

    return asked


@pytest.fixture
def item(path):
    def shown(claim, reason="unreviewed", reviewer="ann"):
        with Reviews(path) as reviews:
            return queue.item(reviews.connection, queue.Entry(claim, reason), reviewer)

    return shown


def reread_as(path, samples, *claims):
    """Read the lithium article so."""
    with Store(path, samples.NAMES) as store:
        run = store.start_run("reextract", samples.RULES)
        reread.put(store, t.digest(samples.LITHIUM), t.Extraction(claims), run)


def test_new_claims_come_in_reading_order(ask, fetch):
    found, whole = ask()
    assert whole == 3
    expected = fetch("SELECT id FROM claims ORDER BY article, start")
    assert found == [(claim, "unreviewed") for (claim,) in expected]


def test_a_limit_takes_the_first(ask):
    assert len(ask(limit=2)[0]) == 2
    assert ask(limit=2)[1] == 3


@pytest.mark.parametrize(
    ("wanted", "shares"),
    [
        ({"rule": "share.of"}, {33.3, 70, 85.5}),
        ({"rule": "share.none"}, set()),
        ({"types": ("share", "goal")}, {33.3, 70, 85.5}),
        ({"types": ("policy",)}, set()),
        ({"country": "China"}, {85.5}),
        ({"country": "chl"}, {33.3}),
        ({"commodity": "lithium"}, {33.3, 70, 85.5}),
        ({"commodity": "tin"}, set()),
        ({"reasons": ("changed", "disputed")}, set()),
    ],
)
def test_what_is_asked_for(ask, fetch, wanted, shares):
    found, whole = ask(**wanted)
    low = dict(fetch("SELECT id, share_low FROM claims"))
    assert {low[claim] for claim, _ in found} == shares
    assert whole == len(shares)


def test_an_unknown_country_is_told(ask):
    with pytest.raises(ConfigError, match="no country or bloc is called 'Atlantis'"):
        ask(country="Atlantis")


def test_what_changed_comes_first_then_what_is_disputed(path, samples, claims, ask, judge):
    judge(claims[0])
    judge(claims[1])
    judge(claims[2])
    judge(claims[2], "wrong", "bob", error_class=ErrorClass.OTHER)
    moved = samples.share(samples.LITHIUM, samples.LITHIUM.splitlines()[0], share_low=34)
    reread_as(path, samples, moved)
    new = moved.id(t.digest(samples.LITHIUM))
    assert ask() == ([(new, "changed"), (claims[1], LOST), (claims[2], "disputed")], 3)
    assert ask(reasons=(LOST,), country="EU") == ([(claims[1], LOST)], 1)
    assert ask(reasons=(LOST,), rule="share.other") == ([], 0)


def test_contradictions_and_doubtful_facts_come_before_all(path, samples, claims, ask, judge):
    judge(claims[2])
    text = "Chile holds 90 percent of the lithium.\nBy other means."
    with Store(path, samples.NAMES) as store:
        page = samples.page(text, url="https://other.example/lithium")
        article = samples.clean(page)
        run = store.start_run("ingest", samples.RULES)
        store.save(page, article, samples.Extractor().extract(article.document), run)
        refresh.catch_up(store.transaction)
    # Chile's 33.3 and 90 percent can't both be; the EU's share has one source, of a middling rule
    found, whole = ask()
    other = next(claim for claim, _ in found if claim not in claims)
    assert {claim for claim, reason in found if reason == "contradicted"} == {claims[0], other}
    assert [reason for _, reason in found][:2] == ["contradicted", "contradicted"]
    assert whole == len(found) == 3
    assert ask(limit=1)[0][0][1] == "contradicted"


def test_another_is_asked_where_one_was_unsure(ask, judge, claims):
    judge(claims[0], "unsure", "bob")
    assert (claims[0], "unsure") in ask()[0]
    assert claims[0] not in dict(ask(reviewer="bob")[0])


def test_a_second_view_is_of_what_others_judged_and_does_not_show_it(ask, judge, claims, item):
    judge(claims[0], "wrong", "bob", error_class=ErrorClass.STAGE, note="mining")
    judge(claims[1], "right", "ann")
    assert ask(reasons=(SECOND,)) == ([(claims[0], SECOND)], 1)
    assert item(claims[0], SECOND).earlier == ()
    assert [each.note for each in item(claims[0]).earlier] == ["mining"]


def test_a_claim_is_shown_in_its_paragraph(item, claims, samples):
    shown = item(claims[0])
    assert shown.paragraph == samples.LITHIUM.splitlines()[0]
    assert shown.quote.of(shown.paragraph) == shown.paragraph
    assert [(slot, span.of(shown.paragraph)) for slot, span in shown.words] == [("share", shown.paragraph)]
    assert (shown.said["country_code"], shown.said["share_low"]) == ("CHL", 33.3)


def test_a_sentence_keeps_its_place_in_a_paragraph(path, samples, item):
    quote = samples.LITHIUM[10:40]
    part = samples.share(samples.LITHIUM, quote)
    reread_as(path, samples, part)
    shown = item(part.id(t.digest(samples.LITHIUM)))
    assert shown.paragraph == samples.LITHIUM.splitlines()[0]
    assert shown.quote.of(shown.paragraph) == quote


def test_both_versions_are_shown(path, samples, claims, judge, item):
    judge(claims[0], "corrected", slots={"share_low": 33})
    moved = samples.share(samples.LITHIUM, samples.LITHIUM.splitlines()[0], share_low=34)
    reread_as(path, samples, replace(moved, commodity="tin"))
    shown = item(replace(moved, commodity="tin").id(t.digest(samples.LITHIUM)), "changed")
    (before,) = shown.earlier
    assert (before.verdict, before.said["share_low"], before.slots) == ("corrected", 33.3, {"share_low": 33})
    assert (shown.said["share_low"], shown.said["commodity"]) == (34, "tin")


def test_a_lost_claim_is_shown_as_it_was(path, samples, claims, judge, item):
    judge(claims[0])
    reread_as(path, samples)
    shown = item(claims[0], LOST)
    assert (shown.said["share_low"], shown.words) == (33.3, ())
    assert shown.quote.of(shown.paragraph) == samples.LITHIUM.splitlines()[0]
