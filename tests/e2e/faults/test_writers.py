"""Twenty people write at once on SQLite, while others read: each comment is there once, and nobody meets an error."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.faults.visitors import Visitor
from tests.lines import unfolded

pytestmark = pytest.mark.server

WRITERS, EACH = 20, 3


WHO = ("bi", "kpi", "idfos", "colleague")


def test_each_comment_is_acknowledged_once_and_nobody_meets_an_error(site):
    words = [f"Komentar {number}." for number in range(WRITERS * EACH)]
    done = threading.Event()

    def read(path):
        answers = set()
        while not done.is_set():
            answers.add(Visitor(site).get(path).status)
        return answers

    def write(number):
        visitor = Visitor(site, WHO[number % len(WHO)])
        return [visitor.comment(text).status for text in words[number::WRITERS]]

    with ThreadPoolExecutor(WRITERS + 2) as people:
        readers = [people.submit(read, path) for path in ("/", site.scene["path"])]
        writers = [people.submit(write, number) for number in range(WRITERS)]
        acknowledged = [status for writer in writers for status in writer.result()]
        done.set()
        assert [reader.result() for reader in readers] == [{200}, {200}]
    assert acknowledged == [302] * len(words)
    office = Visitor(site, "office")
    page = unfolded(office.get(site.scene["path"]).text, lambda path: office.get(path).text)
    assert [page.count(f">{text}<") for text in words] == [1] * len(words)
