"""The set of questions itself is sound: a number that is measured with it means something."""

from collections import Counter

from tests.search.questions import NONE, askings, papers


def test_every_answer_is_a_document_and_only_the_kind_without_answers_has_none():
    names = {paper.name for paper in papers()}

    for asking in askings():
        assert asking.answers <= names, asking
        assert bool(asking.answers) == (asking.kind != NONE), asking
        assert len(asking.answers) <= 5, asking


def test_there_are_enough_documents_and_questions_of_each_kind_and_a_third_is_held_out():
    asked = list(askings())
    kinds = Counter(asking.kind for asking in asked)

    assert len(list(papers())) == len({paper.name for paper in papers()}) >= 200
    assert len(asked) - kinds[NONE] >= 120
    assert len(kinds) == 12
    assert min(kinds.values()) >= 12
    assert len({asking.words for asking in asked}) == len(asked)
    assert 0.3 <= sum(asking.held_out for asking in asked) / len(asked) <= 0.37
