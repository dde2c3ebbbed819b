import pytest

from pipeline.extract import nlp, syntax


@pytest.fixture(scope="module")
def parsed():
    def parse(text):
        doc = nlp.tokenize(text)
        nlp.parse([doc])
        return doc

    return parse


def token(doc, word):
    return next(one for one in doc if one.text == word)


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("China buys tin and refines copper.", "buys", "China"),
        ("China buys tin and refines copper.", "refines", "China"),
        ("China, which refines copper, raised prices.", "refines", "China"),
        ("Miners in Chile plan to sell copper.", "sell", "Miners"),
        ("Copper mined by Chile is cheap.", "mined", "Copper"),
        ("Chile said that Peru sold copper.", "sold", "Peru"),
    ],
)
def test_subject(parsed, text, verb, expected):
    found = syntax.subject(token(parsed(text), verb))
    assert found is not None
    assert found.text == expected


def test_no_subject(parsed):
    assert syntax.subject(token(parsed("Sell the copper now."), "Sell")) is None


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [("Tin is mined by China.", "mined", "China"), ("Tin mined by China is sold.", "mined", "China")],
)
def test_agent(parsed, text, verb, expected):
    assert syntax.agent(token(parsed(text), verb)).text == expected


def test_no_agent(parsed):
    assert syntax.agent(token(parsed("China bought tin."), "bought")) is None


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("Tin is mined in China.", "mined", True),
        ("They sell tin mined in China.", "mined", True),
        ("China has mined tin.", "mined", False),
        ("China mined tin.", "mined", False),
    ],
)
def test_is_passive(parsed, text, verb, passive):
    assert syntax.is_passive(token(parsed(text), verb)) is passive


def test_governor_is_the_nearest_verb(parsed):
    doc = parsed("China buys most of the tin.")
    assert syntax.governor(token(doc, "tin")).text == "buys"
    assert syntax.governor(token(doc, "buys")).text == "buys"


def test_phrase_leaves_clauses_out(parsed):
    doc = parsed("The big mine, which China owns, sold tin.")
    assert [one.text for one in syntax.phrase(token(doc, "mine")) if one.is_alpha] == ["The", "big", "mine"]


def test_conjuncts_stand_left_to_right(parsed):
    doc = parsed("Chile, Peru and Congo sell copper.")
    assert [one.text for one in syntax.conjuncts(token(doc, "Peru"))] == ["Chile", "Peru", "Congo"]


def test_clause_leaves_subordinate_clauses_out(parsed):
    doc = parsed("China sells tin because Peru needs copper.")
    assert "copper" not in {one.text for one in syntax.clause(token(doc, "tin"))}
    assert {"China", "sells", "tin"} <= {one.text for one in syntax.clause(token(doc, "tin"))}


def test_lemmas_above_end_at_the_verb(parsed):
    doc = parsed("China said it sold most of its tin.")
    assert list(syntax.lemmas_above(token(doc, "tin")))[-1] == "sell"


@pytest.mark.parametrize(
    ("text", "verb", "lemma"),
    [
        ("India hopes to mine tin.", "hopes", "hope"),
        ("China installed many panels.", "installed", "install"),
        ("They smelt copper.", "smelt", "smelt"),
        ("The EU imports 98% of its tin from China.", "imports", "import"),
        ("Mongolia ships 90% of its coal to China.", "ships", "ship"),
    ],
)
def test_the_parse_is_put_right(parsed, text, verb, lemma):
    found = token(parsed(text), verb)
    assert (found.pos_, found.lemma_) == ("VERB", lemma)
    assert syntax.subject(found) is not None


def test_a_noun_at_the_root_stays_a_noun(parsed):
    assert token(parsed("China's steel imports, 98% of them from Japan."), "imports").pos_ == "NOUN"


def test_each_doc_stays_one_tree(parsed):
    doc = parsed("China mines tin. Peru sells it")
    assert len([one for one in doc if one.head == one]) == 1


def test_a_run_ends_where_a_neighbour_is_not_joined():
    assert syntax.run_of([1, 2, 4, 5, 6, 9], 5, lambda left, right: right - left == 1) == [4, 5, 6]
    assert syntax.run_of([7], 7, lambda _left, _right: True) == [7]
