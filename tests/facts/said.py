"""Articles that say one thing each, stored as the pipeline stores them."""

from dataclasses import dataclass, field

from pipeline import types as t

KINDS = {each.type: each for each in t.CLAIM_TYPES}
NAMES = {"AUS": "Australia", "CHL": "Chile", "CHN": "China", "EU": "European Union", "USA": "United States"}
RULES = "0" * 64


@dataclass(frozen=True)
class Said:
    """What one article says: a claim, in the only sentence of its text."""

    number: int
    type: str = "share"
    published: str = "2026-01-02"
    site: str = "news.example"
    url: str = ""
    retrieved: str = ""
    slots: dict = field(default_factory=dict, hash=False)
    when: str = ""  # words that end the sentence, the last of them the words of the year

    @property
    def text(self):
        return f"Sentence {self.number} says {self.type}{self.when and ' in '}{self.when}."


def share(number, low, high=None, bound="exact", *, day="2026-01-02", site="news.example", **slots):  # noqa: PLR0913 - all may differ
    """China's share of the mining of rare earths."""
    slots = {"countries": ("CHN",), "commodity": "rare earths", "stage": t.Stage.MINING} | slots
    open_end = {"at_least": (low, None), "at_most": (None, low)}
    ends = open_end.get(bound, (low, low if high is None else high))
    slots |= {"share_low": ends[0], "share_high": ends[1], "bound": t.Bound(bound)}
    return Said(number, "share", day, site, slots=slots)


def policy(number, status, *, day="2026-01-02", **slots):
    """China's export control on gallium."""
    slots = {"countries": ("CHN",), "commodity": "gallium", "policy_type": t.PolicyType.EXPORT_CONTROL} | slots
    return Said(number, "policy", day, slots=slots | {"status": t.PolicyStatus(status)})


def save(store, said, run):
    """Store the article with its claim."""
    text = said.text
    end = len(text) - 1
    times = (t.SlotSpan("year", t.Span(end - len(said.when.split()[-1]), end)),) if said.when else ()
    evidence = t.Evidence(t.Span(0, len(text)), f"{said.type}.subject", times)
    claim = KINDS[said.type](evidence=evidence, **said.slots)
    article = t.Article(text, published=said.published, site=said.site, url=said.url, language="en")
    page = t.Page(text.encode(), t.Origin(f"{said.number}.html", said.url, said.retrieved))
    store.save(page, article, t.Extraction((claim,)), run)
    return claim.id(article.id)
