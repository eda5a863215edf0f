"""The numbers and bullets that Word and LibreOffice put before paragraphs: not in the text, but on the paper."""

from string import ascii_lowercase
from xml.etree import ElementTree as ET

from tests.forum.documents.readers import TEXT, W, part, text_of

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def numbered_paragraphs(content, format):
    """The text of every paragraph with its number before it, as a reader sees it."""
    return _word(content) if format == "docx" else _open_document(content)


# --- Word


def _word(content):
    numbering, counts = _numbering(content), {}
    return [_word_paragraph(node, numbering, counts) for node in _body(content, "word/document.xml").iter(f"{W}p")]


def _body(content, name):
    return ET.fromstring(part(content, name))


def _numbering(content):
    """By numId and level: format, text, first number."""
    root = _body(content, "word/numbering.xml")
    abstract = {node.get(f"{W}abstractNumId"): node for node in root.iter(f"{W}abstractNum")}
    found = {}
    for num in root.iter(f"{W}num"):
        levels = abstract[num.find(f"{W}abstractNumId").get(f"{W}val")].iter(f"{W}lvl")
        for level in levels:
            values = [level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start")]
            found[num.get(f"{W}numId"), level.get(f"{W}ilvl")] = [
                node.get(f"{W}val") if node is not None else "1" for node in values
            ]
        for override in num.iter(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride").get(f"{W}val")
            found[num.get(f"{W}numId"), override.get(f"{W}ilvl")][2] = start
    return found


def _word_paragraph(node, numbering, counts):
    text = text_of(node)
    numbered = node.find(f"{W}pPr/{W}numPr")
    if numbered is None:
        return text
    key = numbered.find(f"{W}numId").get(f"{W}val"), numbered.find(f"{W}ilvl").get(f"{W}val")
    form, pattern, start = numbering[key]
    counts[key] = counts.get(key, int(start) - 1) + 1
    for deeper in [one for one in counts if one[0] == key[0] and one[1] > key[1]]:
        del counts[deeper]
    label = pattern.replace(f"%{int(key[1]) + 1}", _written(counts[key], form)).strip()
    return f"{label} {text}" if label else text


def _written(number, form):
    return ascii_lowercase[number - 1] if form in ("lowerLetter", "a") else str(number)


# --- OpenDocument


def _open_document(content):
    root = _body(content, "content.xml")
    styles = {style.get(f"{STYLE}name"): style for style in root.iter(f"{TEXT}list-style")}
    return list(_walk(next(iter(root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"))), styles, "", 0))


def _walk(parent, styles, name, depth):
    for child in parent:
        if child.tag == f"{TEXT}list":
            yield from _list(child, styles, child.get(f"{TEXT}style-name", name), depth + 1)
        elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
            yield text_of(child)
        else:
            yield from _walk(child, styles, name, depth)


def _list(node, styles, name, depth):
    level = next(one for one in styles[name] if one.get(f"{TEXT}level") == str(depth))
    first = int(level.get(f"{TEXT}start-value", "1"))
    for number, item in enumerate(node.findall(f"{TEXT}list-item"), first):
        label = level.get(f"{TEXT}bullet-char") or _written(number, level.get(f"{STYLE}num-format"))
        label += level.get(f"{STYLE}num-suffix", "")
        first_text, *rest = _walk(item, styles, name, depth)
        yield f"{label} {first_text}"
        yield from rest
