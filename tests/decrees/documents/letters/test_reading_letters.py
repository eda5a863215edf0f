"""Letters as files: read by their content, hostile ones told in words, and the same points as from the words alone."""

import email.message
import io
import zipfile
from pathlib import Path

import pypandoc
import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfReader, PdfWriter

from decrees.documents.letters import Problem, kind_of, read
from decrees.drafting.letters import Role, cut, offers
from forum.documents import sandbox
from forum.documents.sandbox import Limits
from tests.decrees.drafting.letters.sixty import as_html, as_text, document, letters

LETTERS = letters()
OF_FORM = {letter.form: letter for letter in reversed(LETTERS)}


def as_file(letter, kind):
    if kind == "eml":
        mail = email.message.EmailMessage()
        mail["From"], mail["Subject"] = "BI <bi@mufakat.example>", "Tanggapan"
        mail.set_content(as_text(letter))
        return mail.as_bytes()
    if kind == "pdf":
        return printed(letter)
    options = ("--from=html", f"--to={kind}", "--output=made", "source")
    command = (pypandoc.get_pandoc_path(), *options)
    return sandbox.run("pandoc", command, {"source": as_html(letter).encode()}, output="made", limits=Limits())


FONT = Path(sandbox.__file__).with_name("fonts") / "bonum/texgyrebonum-regular.otf"


def printed(letter):
    """As an office prints it: cells of a table are broken into lines."""
    lines = ['#set page(paper: "a4", flipped: true)', '#set text(font: "TeX Gyre Bonum", size: 9pt)']
    for kind, content in letter.blocks:
        if kind == "t":
            cells = ", ".join(f"[#{_quoted(cell)}]" for row in content for cell in row)
            lines.append(f"#table(columns: (2em, 1fr, 2fr, 2fr, 2fr), {cells})")
        else:
            lines += [f"#{_quoted(words)}\n" for words in (content if kind == "l" else [content])]
    files = {"main.typ": "\n".join(lines).encode(), FONT.name: FONT.read_bytes()}
    return sandbox.run("typst", ("main.typ", "made.pdf", "0"), files, output="made.pdf", limits=Limits())


def _quoted(text):
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))


def offered(content):
    points = [part for part in cut(read(content).pieces) if part.role is Role.POINT]
    return [offer.first for offer in offers(document(), points)]


@pytest.mark.parametrize(
    ("kind", "form"),
    [("docx", "columns"), ("docx", "headed"), ("docx", "sectioned"), ("odt", "labelled"), ("odt", "remarks"),
     ("pdf", "numbered"), ("pdf", "columns"), ("eml", "annexed"), ("eml", "paragraphs")],
)  # fmt: skip
def test_points_of_a_file_are_offered_their_clauses(kind, form):
    content = as_file(OF_FORM[form], kind)
    assert kind_of(content) == kind
    assert offered(content) == OF_FORM[form].truth


def test_letter_attached_to_a_mail_is_read_with_it():
    letter, mail = OF_FORM["columns"], email.message.EmailMessage()
    mail["From"], mail["Subject"] = "BI <bi@mufakat.example>", "Surat terlampir"
    mail.set_content("Yth. Bapak/Ibu, surat kami terlampir.")
    mail.add_attachment(as_file(letter, "docx"), maintype="application", subtype="octet-stream", filename="surat.bin")
    assert offered(mail.as_bytes()) == letter.truth


def package(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return made.getvalue()


def without_words():
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(made)
    return made.getvalue()


def locked():
    writer, made = PdfWriter(PdfReader(io.BytesIO(as_file(OF_FORM["numbered"], "pdf")))), io.BytesIO()
    writer.encrypt("rahasia", algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


BOMB = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>" + b"<w:p/>" * 20_000_000


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (lambda: b"%PDF-1.7 broken", Problem.BROKEN),
        (lambda: package(word__document_xml=b"no xml"), Problem.BROKEN),
        (lambda: package(content_xml=b"<office/>"), Problem.BROKEN),
        (without_words, Problem.EMPTY),
        (locked, Problem.LOCKED),
        (lambda: b"kata " * 100_000, Problem.TOO_LARGE),
    ],
)
def test_what_is_wrong_with_a_letter_is_told_in_words(content, problem):
    told = read(content())
    assert told.problem == problem
    assert str(problem.label)
    assert told.pieces == ()


def test_what_unpacks_without_end_is_stopped():
    assert read(package(word__document_xml=BOMB), limits=Limits(seconds=20, cpu_seconds=10, memory_mb=64)).problem


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"", "content"),
        (lambda: b"\0\1\2", "content"),
        (lambda: b"PK not a package", "content"),
        (lambda: package(xl__workbook_xml=b"<x/>"), "content"),
        (lambda: package(word__document_xml=b"<x/>", word__vbaProject_bin=b"x"), "macros"),
        (lambda: b"x" * (10 * 1024 * 1024 + 1), "size"),
    ],
)
def test_what_is_no_letter_is_refused_before_it_is_kept(content, code):
    with pytest.raises(ValidationError) as refused:
        kind_of(content())
    assert refused.value.code == code
