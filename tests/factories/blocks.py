"""Raw StreamField blocks of a decree: by hand (ids given or taken from the text) and at random."""

from itertools import count

from hypothesis import strategies as st

from decrees.text import build

HEAD = {
    "title": "TIM OPEN GOVERNMENT PARTNERSHIP KABUPATEN BOJONEGORO",
    "office": "BUPATI BOJONEGORO",
    "province": "PROVINSI JAWA TIMUR",
    "number": "",
    "place": "Bojonegoro",
    "date": "",
    "signatory": "BUDI SANTOSA",
    "copies": ("Inspektur Kabupaten Bojonegoro",),
}


def document(*blocks, **head):
    return build(blocks, **{**HEAD, **head})


def block(kind, value, id=None):
    return {"type": kind, "id": id or f"{kind}:{value}", "value": value}


def recital(text, id=None):
    return block("recital", text, id)


def citation(text, id=None):
    return block("citation", text, id)


def item(text, id=None):
    return block("item", text, id)


def diktum(text, *points, closing="", id=None):
    return block("diktum", {"text": text, "points": list(points), "closing": closing}, id or f"diktum:{text}")


def annex(title, *body, id=None):
    return block("annex", {"title": title, "body": list(body)}, id or f"annex:{title}")


def heading(text, id=None):
    return block("heading", text, id)


def listing(*items, id="list"):
    return block("list", list(items), id)


def roster(*rows, caption="", id="roster"):
    return block("roster", {"caption": caption, "rows": list(rows)}, id)


def row(position, office, note="", id=None):
    return block("item", {"position": position, "office": office, "note": note}, id or f"row:{position}:{office}")


# Few words, so that drafts made at random resemble each other.
WORDS = ["bahwa", "tim", "tim", "pengarah", "Bupati", "dan", "di", "Undang-Undang", "2017", "é", ",", ";", ".", "(a)"]
texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=12)


def _fresh(blocks):
    """The same blocks with ids of their own, nested ones too."""
    number = count()

    def fresh(value):
        if isinstance(value, dict):
            ids = {"id": f"id{next(number)}"} if "type" in value else {}
            return {key: fresh(inner) for key, inner in value.items()} | ids
        return [fresh(inner) for inner in value] if isinstance(value, list) else value

    return fresh(blocks)


_items = st.lists(texts.map(item), max_size=3)
_rows = st.lists(st.builds(row, texts, texts, texts), max_size=3)
_body = st.lists(
    texts.map(heading)
    | texts.map(lambda text: block("paragraph", text))
    | _items.map(lambda items: listing(*items))
    | _rows.map(lambda rows: roster(*rows)),
    max_size=4,
)
_kinds = st.sampled_from(["recital", "citation", "regard"])
_blocks = (
    st.builds(block, _kinds, texts)
    | st.builds(lambda text, points, closing: diktum(text, *points, closing=closing), texts, _items, texts)
    | st.builds(lambda title, body: annex(title, *body), texts, _body)
)
raw_decrees = st.lists(_blocks, max_size=7).map(_fresh)
