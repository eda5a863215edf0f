"""What a reader of each format finds in the bytes."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

from pypdf import PdfReader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return archive.read(name)


def body(content, format):
    return ET.fromstring(part(content, "word/document.xml" if format == "docx" else "content.xml"))


def paragraphs(content, format):
    """The text of every paragraph, line breaks as line feeds."""
    root = body(content, format)
    tags = (f"{W}p",) if format == "docx" else (f"{TEXT}p", f"{TEXT}h")
    return [text_of(node) for node in root.iter() if node.tag in tags]


def text_of(node):
    if node.tag in (f"{W}t",):
        return node.text or ""
    special = {f"{W}br": "\n", f"{W}tab": "\t", f"{TEXT}line-break": "\n", f"{TEXT}tab": "\t"}
    if node.tag in special:
        return special[node.tag]
    if node.tag == f"{TEXT}s":
        return " " * int(node.get(f"{TEXT}c", "1"))
    own = (node.text or "") if node.tag.startswith(TEXT) else ""
    tails = (lambda child: child.tail or "") if node.tag.startswith(TEXT) else (lambda child: "")
    return own + "".join(text_of(child) + tails(child) for child in node)


def pages(content):
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def words(content, format):
    """All words in reading order."""
    text = "\n".join(pages(content) if format == "pdf" else paragraphs(content, format))
    return re.findall(r"\S+", text)
