"""A file is there whole or not at all, also where the disk is full."""

import errno
import os
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile

from cms.stores.files import WholeFileStorage
from tests.test_architecture import ROOT


@pytest.fixture
def store(tmp_path):
    return WholeFileStorage(location=tmp_path)


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_file_is_saved_under_its_name_and_nothing_beside_it(store, tmp_path):
    assert store.save("a/b.txt", ContentFile(b"words")) == "a/b.txt"
    assert (tmp_path / "a/b.txt").read_bytes() == b"words"
    assert files_in(tmp_path) == ["a/b.txt"]


def test_a_name_that_is_taken_meanwhile_stays_with_whoever_has_it(store, tmp_path):
    (tmp_path / "b.txt").write_bytes(b"first")
    name = store._save("b.txt", ContentFile(b"second"))
    assert name != "b.txt"
    assert [(tmp_path / one).read_bytes() for one in ("b.txt", name)] == [b"first", b"second"]


def test_a_large_upload_is_moved_to_its_name(store, tmp_path):
    upload = TemporaryUploadedFile("b.txt", "text/plain", 5, None)
    upload.write(b"words")
    upload.flush()
    store.save("b.txt", upload)
    upload.close()
    assert (tmp_path / "b.txt").read_bytes() == b"words"


WRITE = """
import resource, signal, sys
import django
django.setup()
from django.core.files.base import ContentFile
from cms.stores.files import WholeFileStorage
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
store = WholeFileStorage(location=sys.argv[1])
store.save("fits.bin", ContentFile(b"x" * 50_000))
try:
    store.save("too-large.bin", ContentFile(b"x" * 200_000))
except OSError as error:
    print(error.errno)
"""


def test_where_there_is_no_room_nothing_half_is_left(tmp_path):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    command = [sys.executable, "-c", WRITE, str(tmp_path)]
    written = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=True)
    assert int(written.stdout) == errno.EFBIG
    assert files_in(tmp_path) == ["fits.bin"]
