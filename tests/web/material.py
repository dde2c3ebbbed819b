"""A small database with our own prose, and one article full of attacks, written through the real store."""

from dataclasses import replace
from pathlib import Path

from pipeline import types as t
from pipeline.facts import refresh
from pipeline.store import reread as again
from pipeline.store.write import Store

NAMES = {
    "CHN": "China",
    "USA": "United States",
    "EU": "European Union",
    "AUS": "Australia",
    "CHL": "Chile",
    "COD": "DR Congo",
    "FOREIGN": "foreign countries",
}

MAGNETS = """\
The magnet makers of Ostrava had six weeks of dysprosium left when the letter came.
A narrow chain
China mines between 60 and 70 percent of the world's rare earths, says the Harbour Institute, and refines about 90.
Europe buys nearly all of its magnets from abroad.
Where the work is done
Stage | China | Australia
Mining | 65% | 8%
Refining | 90% | at most 5%
Beijing widened its export controls on rare earths. The European Union aims to recycle 25% of its magnets by 2030.
Freight rates between the two ports rose 11 percent.
"""

LITHIUM = """\
Australia and Chile together produce three quarters of the world's lithium, the mine owners' league said.
Output of lithium in Chile fell by at least 12 percent last year.
Chile exported 1.2 million tonnes of lithium in 2024.
The United States announced a lithium stockpile.
"""

# markup, script, template braces, a right-to-left override and a word that doesn't end
PAYLOADS = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(2)" x="',
    "<img src=x onerror=alert(3)>",
    "<svg/onload=alert(4)>",
    "javascript:alert(5)",
    "{{ 7*7 }}{% raw %}",
    "\u202egnp.exe",
    "W" * 400,
    "</mark></p><h1>loud</h1>",
)
ATTACK = "China mines 61 percent of rare earths " + " ".join(PAYLOADS) + ".\n"
BAD_LINKS = (
    "javascript:alert(9)",
    "https://example.org/a b",
    "data:text/html,<script>alert(8)</script>",
    'https://x.example/"><b>',
)


def span(text: str, words: str, after: int = 0) -> t.Span:
    start = text.index(words, after)
    return t.Span(start, start + len(words))


def evidence(text: str, words: str, rule: str, **slots: str) -> t.Evidence:
    place = span(text, words)
    return t.Evidence(
        place, rule, tuple(t.SlotSpan(name, span(text, word, place.start)) for name, word in slots.items())
    )


def blocks(text: str) -> tuple[t.Block, ...]:
    """Lines as paragraphs; short ones without a full stop as headings; lines with bars as table rows."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\n")
        place = t.Span(start, start + len(body))
        if " | " in body:
            edges, at = [], start
            for word in body.split(" | "):
                edges.append(t.Cell(t.Span(at, at + len(word)), is_row_header=not edges))
                at += len(word) + 3
            kind = t.BlockKind.TABLE_HEADER if body.startswith("Stage") else t.BlockKind.TABLE_ROW
            found.append(t.Block(place, kind, tuple(edges)))
        else:
            kind = t.BlockKind.PARAGRAPH if body.endswith(".") else t.BlockKind.HEADING
            found.append(t.Block(place, kind))
        start += len(line)
    return tuple(found)


def magnets() -> tuple[t.Article, t.Extraction]:
    both = MAGNETS.splitlines()[2]
    row = "Refining | 90% | at most 5%"
    rare = {"commodity": "rare earths"}
    claims = (
        t.Share(
            evidence=evidence(
                MAGNETS,
                both,
                "share.mines",
                countries="China",
                stage="mines",
                share_low="between 60 and 70 percent",
                commodity="rare earths",
                attribution="the Harbour Institute",
            ),
            countries=("CHN",),
            stage=t.Stage.MINING,
            share_low=60,
            share_high=70,
            bound=t.Bound.RANGE,
            attribution="the Harbour Institute",
            **rare,
        ),
        t.Share(
            evidence=evidence(
                MAGNETS,
                both,
                "share.refines",
                countries="China",
                stage="refines",
                share_low="about 90",
                commodity="rare earths",
            ),
            countries=("CHN",),
            stage=t.Stage.PROCESSING,
            share_low=90,
            share_high=90,
            bound=t.Bound.ABOUT,
            attribution="the Harbour Institute",
            **rare,
        ),
        t.Dependency(
            evidence=evidence(MAGNETS, MAGNETS.splitlines()[3], "dependency.buys", countries="Europe"),
            countries=("EU",),
            partner="FOREIGN",
            commodity="permanent magnets",
            stage=t.Stage.IMPORTS,
        ),
        t.Share(
            evidence=evidence(MAGNETS, row, "table.share", stage="Refining", share_low="90%"),
            countries=("CHN",),
            stage=t.Stage.PROCESSING,
            share_low=90,
            share_high=90,
            **rare,
        ),
        t.Share(
            evidence=evidence(MAGNETS, row, "table.share", stage="Refining", share_high="at most 5%"),
            countries=("AUS",),
            stage=t.Stage.PROCESSING,
            share_high=5,
            bound=t.Bound.AT_MOST,
            **rare,
        ),
        t.Policy(
            evidence=evidence(
                MAGNETS,
                "Beijing widened its export controls on rare earths.",
                "policy.widened",
                countries="Beijing",
                policy="export controls on rare earths",
                commodity="rare earths",
            ),
            countries=("CHN",),
            policy="export controls on rare earths",
            policy_type=t.PolicyType.EXPORT_CONTROL,
            status=t.PolicyStatus.IN_FORCE,
            year=2025,
            **rare,
        ),
        t.Goal(
            evidence=evidence(
                MAGNETS,
                "The European Union aims to recycle 25% of its magnets by 2030.",
                "goal.aims",
                countries="The European Union",
                goal="recycle 25% of its magnets",
                year="2030",
            ),
            countries=("EU",),
            commodity="permanent magnets",
            goal="recycle 25% of its magnets",
            value_low=25,
            value_high=25,
            unit="percent",
            year=2030,
            modality=t.Modality.PLANNED,
        ),
    )
    missed = span(MAGNETS, "Freight rates between the two ports rose 11 percent.")
    article = t.Article(
        MAGNETS,
        title="Six weeks of dysprosium",
        authors=("Jana Kovar",),
        site="The Harbour Post",
        url="https://www.harbour.example/magnets?page=1",
        published="2025-10-14T08:00:00+00:00",
        language="en",
        blocks=blocks(MAGNETS),
        removed=(t.Removed("Home\nMarkets\nSign in", "menu"), t.Removed("Related: Ten mines to watch", "teaser")),
    )
    return article, t.Extraction(claims, (t.Miss(missed, span(MAGNETS, "11 percent"), "no commodity"),))


def lithium() -> tuple[t.Article, t.Extraction]:
    line = LITHIUM.splitlines()
    claims = (
        t.Share(
            evidence=evidence(
                LITHIUM,
                line[0],
                "share.together",
                countries="Australia",
                share_low="three quarters",
                commodity="lithium",
            ),
            countries=("AUS", "CHL"),
            commodity="lithium",
            stage=t.Stage.PRODUCTION,
            share_low=75,
            share_high=75,
            attribution="the mine owners' league",
        ),
        t.Change(
            evidence=evidence(LITHIUM, line[1], "change.fell", countries="Chile", value_low="12 percent"),
            countries=("CHL",),
            commodity="lithium",
            stage=t.Stage.PRODUCTION,
            value_low=-12,
            unit="percent",
            bound=t.Bound.AT_LEAST,
            year=2024,
        ),
        t.Quantity(
            evidence=evidence(LITHIUM, line[2], "quantity.exported", value_low="1.2 million tonnes"),
            countries=("CHL",),
            commodity="lithium",
            stage=t.Stage.EXPORTS,
            value_low=1_200_000,
            value_high=1_200_000,
            unit="t",
            year=2024,
        ),
        t.Policy(
            evidence=evidence(LITHIUM, line[3], "policy.announced", policy="stockpile"),
            countries=("USA",),
            commodity="lithium",
            policy="lithium stockpile",
            policy_type=t.PolicyType.STOCKPILE,
            status=t.PolicyStatus.ANNOUNCED,
        ),
    )
    article = t.Article(
        LITHIUM,
        title="A league of two for lithium",
        site="Quay Street Review",
        url="https://quay.example/lithium",
        published="2025-11-02",
        language="en",
    )
    return article, t.Extraction(claims)


def reread(path: Path, stage: str) -> str:
    """Read the exports of lithium anew as another stage; gives the claim."""
    article, extraction = lithium()
    changed = tuple(
        replace(claim, stage=t.Stage(stage)) if isinstance(claim, t.Quantity) else claim for claim in extraction.claims
    )
    with Store(path, NAMES) as store:
        run = store.start_run("reextract", "other-rules")
        again.put(store, t.digest(article.text), t.Extraction(changed), run)
        sql = "SELECT id FROM claims WHERE type = 'quantity' AND stage = ?"
        return str(store.connection.execute(sql, (stage,)).fetchone()[0])


def attack(url: str) -> tuple[t.Article, t.Extraction]:
    text = f"{ATTACK}{url}\n"
    place = t.Span(0, len(ATTACK) - 1)
    claim = t.Share(
        evidence=t.Evidence(place, "share.mines", (t.SlotSpan("countries", span(text, "China")),)),
        countries=("CHN",),
        commodity=PAYLOADS[0],
        organization=PAYLOADS[1],
        stage=t.Stage.MINING,
        share_low=61,
        share_high=61,
        attribution=PAYLOADS[2],
    )
    policy = t.Policy(
        evidence=t.Evidence(place, "policy.x"),
        countries=("CHN",),
        commodity=PAYLOADS[3],
        policy=" ".join(PAYLOADS),
        policy_type=t.PolicyType.TARIFF,
    )
    article = t.Article(
        text,
        title=f"{url} {PAYLOADS[0]}",
        authors=(PAYLOADS[2],),
        site=PAYLOADS[3],
        url=url,
        published="2025-01-01",
        language="en",
        agency=PAYLOADS[8],
        section=PAYLOADS[0],
        removed=(t.Removed(" ".join(PAYLOADS), "rule"),),
    )
    return article, t.Extraction((claim, policy), (t.Miss(place, span(text, "61 percent"), "<b>reason</b>"),))


# (site, date, sentence, low, high, bound, attribution): one figure over time, two articles that name the same source,
# and one that says something else
SERIES = (
    ("Quay Street Review", "2025-02-03", "Chile digs 30 percent of the world's copper", 30, 30, "exact", ""),
    (
        "The Harbour Post",
        "2025-03-10",
        "Chile digs at least 28 percent of all copper",
        28,
        None,
        "at_least",
        "the Pier Group",
    ),
    ("Mole Dispatch", "2025-03-12", "Chile digs 28 to 31 percent of all copper", 28, 31, "range", "the Pier Group"),
    ("Lantern Weekly", "2025-06-01", "Chile digs a mere 12 percent of all copper", 12, 12, "exact", ""),
)


def series() -> list[tuple[t.Article, t.Extraction]]:
    """Articles about Chile's share of copper mining in 2024."""
    made = []
    for number, (site, date, words, low, high, bound, source) in enumerate(SERIES):
        text = (
            f"{words} in 2024, {source or 'we found'}.\nThe {site} has counted the ships of pier {number} since noon.\n"
        )
        claim = t.Share(
            evidence=evidence(text, text.splitlines()[0], "share.mines", countries="Chile", commodity="copper"),
            countries=("CHL",),
            commodity="copper",
            stage=t.Stage.MINING,
            share_low=low,
            share_high=high,
            bound=t.Bound(bound),
            year=2024,
            attribution=source,
        )
        url = f"https://{site.split()[-1].lower()}.example/copper"
        title = f"Copper at pier {number}"
        article = t.Article(text, title=title, site=site, url=url, published=date, language="en")
        made.append((article, t.Extraction((claim,))))
    return made


def fill(path: Path, *, hostile: bool = True) -> Path:
    """Write the database; `hostile` adds the articles full of attacks."""
    with Store(path, NAMES) as store:
        run = store.start_run("ingest", "rules-digest")
        made = [magnets(), lithium(), *series(), *(attack(url) for url in (BAD_LINKS if hostile else ()))]
        for article, extraction in made:
            page = t.Page(f"<html>{article.title}</html>".encode(), t.Origin(article.url, url=article.url))
            store.save(page, article, extraction, run)
        source = f"missing {PAYLOADS[0]}.html" if hostile else "notes/missing.html"
        store.fail(t.Failure(source, "read", t.Status.READ_ERROR, "no such file"), run)
        refresh.catch_up(store.transaction)
        store.finish_run(run, ok=len(made), skipped=0, failed=1, claims=sum(len(x.claims) for _, x in made))
    return path
