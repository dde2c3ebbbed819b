"""Machine-readable claims say what articles say, and nothing of what is so."""

import pytest


async def linked(desk, where):
    (claim,) = desk.rows(f"select * from claims where {where}")  # noqa: S608 - ours
    response = await desk.get(f"/claims/claims/{claim['id']}.jsonld")
    assert response.headers["content-type"] == "application/ld+json; charset=utf-8"
    return claim, response.json()


async def test_a_claim_is_a_schema_org_claim_in_its_article(desk):
    claim, data = await linked(desk, "type = 'share' and share_low = 60")
    assert data == {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": f"http://localhost/claims/claims/{claim['id']}",
        "identifier": claim["id"],
        "name": "China: rare earths, mining: 60–70%",
        "text": claim["quote"],
        "appearance": {
            "@type": "NewsArticle",
            "headline": "Six weeks of dysprosium",
            "datePublished": "2025-10-14T08:00:00+00:00",
            "url": "https://www.harbour.example/magnets?page=1",
            "publisher": {"@type": "Organization", "name": "The Harbour Post"},
        },
        "about": [{"@type": "Country", "name": "China"}, {"@type": "Thing", "name": "rare earths"}],
        "creditText": "the Harbour Institute",
        "disambiguatingDescription": "Extracted from the article by rules, not verified.",
    }


async def test_no_claim_is_reviewed_or_rated_in_it_and_no_odd_address_gets_in(desk):
    for row in desk.rows("select id from claims"):
        text = (await desk.get(f"/claims/claims/{row['id']}.jsonld")).text
        assert "ClaimReview" not in text
        assert "Rating" not in text
        assert '"url": "javascript' not in text
        assert '"url": "data' not in text


@pytest.mark.parametrize("path", ["/claims/articles.jsonld", "/claims/claims.jsonld", "/claims/facts.jsonld"])
async def test_only_the_page_of_a_claim_has_this_form(desk, path):
    assert (await desk.get(path)).status_code == 404


async def test_the_page_of_a_claim_names_it(desk):
    (claim,) = desk.rows("select id from claims where share_low = 60")
    page = await desk.page(f"/claims/claims/{claim['id']}")
    (link,) = page.xpath("//head/link[@type='application/ld+json']/@href")
    assert (await desk.get(link.removeprefix("http://localhost"))).json()["@type"] == "Claim"
