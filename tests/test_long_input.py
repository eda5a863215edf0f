"""A long text is read in a time that grows as it does: where it grew with its square, this would not come to an end."""

import pytest

from cms.settings.logs import discreet
from decrees.templatetags.decrees import _ENDED
from decrees.text.redline.words import tokens
from forum.models.typed.cleaning import clean_lines, words_of

LENGTH = 1_000_000
READERS = {
    "what a log leaves out": discreet,
    "the end of a sentence": _ENDED.search,
    "words of a comparison": tokens,
    "words of rich text": words_of,
    "what is typed": clean_lines,
}
REPEATED = ["a", ".", ". ", "1.", "<", "<a ", " \n", "a@"]


@pytest.mark.parametrize("reader", READERS)
def test_long_text_is_read_to_its_end(reader):
    for part in REPEATED:
        READERS[reader]((part * LENGTH)[: LENGTH // 4] + "§a")
