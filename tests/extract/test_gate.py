import pytest

from pipeline.extract import gate, read
from pipeline.types import Document


def opens(text):
    """Whether the last sentence of the text passes."""
    return gate.may_claim(read.sentences(Document(text))[-1])


@pytest.mark.parametrize(
    "text",
    [
        "China mines 70% of the world's tin.",
        "Chile exported 5 million tonnes of copper.",
        "Indonesia banned exports of nickel.",
        "Japan relies on China for magnets.",
        "India aims to mine more lithium.",
        "China sells tin. The country mined 70% of it.",  # the country stands before
        "China produces much tin. It rose by 5% in 2024.",
    ],
)
def test_it_opens(text):
    assert opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing happened.",
        "China is a big country.",  # nothing to claim
        "About 70% of tin is recycled.",  # nobody to claim it of
        "He was 70 years old.",
        "China spoke. " + "Nothing happened. " * 8 + "It was 70%.",  # too long ago
    ],
)
def test_it_stays_shut(text):
    assert not opens(text)
