"""A document model to bytes in one of three formats; the same model gives the same bytes."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, time
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import pypandoc

from forum.documents import sandbox, typst_writer
from forum.documents.model import Centered, Document, Letterhead, weight
from forum.documents.office import files as office_files
from forum.documents.office.own import TemplateError
from forum.documents.pandoc import writer
from forum.documents.sandbox import Limits, Reason, RenderError

log = logging.getLogger(__name__)
# What becomes of a paper that takes a look it cannot take.
UNUSABLE = (RenderError, TemplateError, BadZipFile, LookupError, ValueError, ParseError)

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}


def render(document: Document, format: str, *, limits: Limits | None = None) -> bytes:
    """Raises KeyError for an unknown format, RenderError when the document cannot be made within the limits."""
    FORMATS[format]
    limits = limits or Limits()
    if weight(document) > limits.characters:
        raise RenderError(Reason.TOO_LONG)
    return _pdf(document, limits) if format == "pdf" else _office(document, format, limits)


def _pdf(document: Document, limits: Limits) -> bytes:
    midnight = datetime.combine(document.metadata.date, time(), UTC)
    arguments = ("document.typ", "document.pdf", str(int(midnight.timestamp())))
    return sandbox.run("typst", arguments, typst_writer.inputs(document), output="document.pdf", limits=limits)


def _office(document: Document, format: str, limits: Limits) -> bytes:
    """With the office's own template, if there is one; a paper is made whatever has become of it."""
    if document.template is None or format != "docx" or document.landscape:
        return _written(replace(document, template=None), format, limits)
    try:
        return with_template(document, limits)
    except UNUSABLE:
        log.exception("A paper was made without the office's own template")
        return _written(replace(document, template=None), format, limits)


def with_template(document: Document, limits: Limits) -> bytes:
    """As DOCX. What our own header says stands in the text: the template has a header of its own."""
    template = document.template
    kept = (
        one for one in document.blocks if not (template and template.has_letterhead and isinstance(one, Letterhead))
    )
    head = (Centered(document.running_head),) if document.running_head else ()
    return _written(replace(document, blocks=(*head, *kept)), "docx", limits)


def _written(document: Document, format: str, limits: Limits) -> bytes:
    paper = writer.write(document)
    output, reference = f"document.{format}", f"reference.{format}"
    files = {
        "document.json": paper.json,
        reference: office_files.reference(format, document),
    }
    options = (
        "--from=json",
        f"--to={format}+empty_paragraphs",
        f"--reference-doc={reference}",
        f"--output={output}",
        "document.json",
    )
    made = sandbox.run("pandoc", (pypandoc.get_pandoc_path(), *options), files, output=output, limits=limits)
    return office_files.finish(made, format, document.metadata, paper.tables)


__all__ = ["FORMATS", "UNUSABLE", "Limits", "Reason", "RenderError", "render", "with_template"]
