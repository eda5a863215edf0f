"""What is uploaded is what its name says."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from forum.forms import uploads
from forum.forms.uploads import require_honest


def package(*names, words=b"x"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, words)
    return out.getvalue()


GOOD = {
    "a.docx": package("word/document.xml"),
    "a.ods": package("content.xml"),
    "A.PDF": b"%PDF-1.7\n",
    "a.csv": "nama;jumlah".encode("utf-16"),
    "a.txt": b"kata",
}
BAD = {
    "a.docx": package("xl/workbook.xml"),
    "a.xlsx": b"MZ\x90\x00",
    "a.pdf": b"<html><script>",
    "a.txt": b"\x7fELF\0\0",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_its_name_says_is_taken_whole(name):
    file = SimpleUploadedFile(name, GOOD[name])
    require_honest(file)
    assert file.read() == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_something_else_is_refused(name):
    with pytest.raises(ValidationError):
        require_honest(SimpleUploadedFile(name, BAD[name]))


def test_a_file_that_unpacks_to_far_more_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "UNPACKED_MB", 1)
    small, large = package("word/document.xml"), package("word/document.xml", words=bytes(2 * 1024 * 1024))
    require_honest(SimpleUploadedFile("a.docx", small))
    with pytest.raises(ValidationError) as refusal:
        require_honest(SimpleUploadedFile("a.docx", large))
    assert (refusal.value.code, len(large) < 10_000) == ("unpacked", True)
