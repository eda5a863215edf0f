"""A draft of 600 clauses, and what may become of all of them at once."""

from decrees.text import walk_blocks, with_ids


def block(kind, value, block_id):
    return {"type": kind, "id": block_id, "value": value}


def renewed(blocks):
    return with_ids(blocks, {block["id"]: f"new {block['id']}" for block in walk_blocks(blocks)})


def sentence(chance):
    """As in legal texts: the same phrases everywhere, and a few words that hardly another clause has."""
    words = [*chance.sample(["bahwa", "dalam", "rangka", "untuk", "perlu", "dan", "dengan", "oleh"], 8)]
    return " ".join([*words, *(f"kata{chance.randrange(3_000)}" for _ in range(12))])


def long_draft(chance):
    """200 recitals, 100 diktums with two points each, a table of 98 rows."""
    recitals = [block("recital", sentence(chance), f"r{n}") for n in range(200)]
    diktums = [block("diktum", _diktum(chance, n), f"d{n}") for n in range(100)]
    rows = [block("item", {"position": f"Anggota {n}", "office": f"Kepala kata{n}"}, f"w{n}") for n in range(98)]
    table = block("roster", {"caption": "", "rows": rows}, "t")
    return [*recitals, *diktums, block("annex", {"title": "SUSUNAN TIM", "body": [table]}, "x")]


def _diktum(chance, number):
    points = [block("item", sentence(chance), f"d{number}.{place}") for place in range(2)]
    return {"text": sentence(chance), "points": points, "closing": ""}


def worded(value, change):
    """The blocks with every text put through `change`."""
    if isinstance(value, dict):
        return {
            name: change(inner) if isinstance(inner, str) and inner and name not in ("id", "type") else inner
            for name, inner in ((name, worded(inner, change)) for name, inner in value.items())
        }
    return [worded(inner, change) for inner in value] if isinstance(value, list) else value
