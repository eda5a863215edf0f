"""Files, made by hand."""

import io
import zipfile

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def packed(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def docx(body, before=""):
    return packed(**{"word/document.xml": f'{before}<w:document xmlns:w="{W}" xmlns:mc="{MC}">{body}</w:document>'})


def odt(body):
    return packed(**{"content.xml": f'<office:text xmlns:office="{OFFICE}" xmlns:text="{TEXT}">{body}</office:text>'})


def pdf(content=b"", password=""):
    writer, stream = PdfWriter(), DecodedStreamObject()
    page = writer.add_blank_page(200, 200)
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
