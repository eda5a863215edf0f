"""A document model to bytes in one of three formats; the same model gives the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pypandoc

from forum.documents import sandbox, typst_writer
from forum.documents.model import Document, weight
from forum.documents.office import files as office_files
from forum.documents.pandoc import writer
from forum.documents.sandbox import Limits, Reason, RenderError

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


__all__ = ["FORMATS", "Limits", "Reason", "RenderError", "render"]
