"""The words of the index, to look for what a misspelled one may mean. Kept in each process, and read anew from time to
time; what it still holds of words that are gone finds nothing."""

import uuid

from django.core.cache import cache

from search.models import Term
from search.text.spelling import SHORTEST

KEPT = 24 * 60 * 60
_TOKEN = "search-vocabulary"  # noqa: S105 - the name of an entry in the cache


class Vocabulary:
    def __init__(self) -> None:
        self.token, self.last = "", 0
        self.words: list[str] = []

    def current(self) -> list[str]:
        token = str(cache.get_or_set(_TOKEN, lambda: uuid.uuid4().hex, KEPT))
        if token != self.token:
            self.token, self.last, self.words = token, 0, []
        for pk, text in Term.objects.filter(pk__gt=self.last).order_by("pk").values_list("pk", "text"):
            self.last = pk
            if len(text) >= SHORTEST and text.isalpha():
                self.words.append(text)
        return self.words


VOCABULARY = Vocabulary()
