"""A server that speaks the part of OpenSearch's protocol that Wagtail uses: it keeps documents, and looks at each."""

import contextlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

EVERYTHING = '{"query": {"match_all": {}}}'


class SearchServer(ThreadingHTTPServer):
    """`indices`: name -> its mapping and its documents by key."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Asked)
        self.indices, self.aliases = {}, {}

    @property
    def address(self):
        return f"opensearch://127.0.0.1:{self.server_address[1]}/forum_"

    def index(self, name):
        return self.indices.get(self.aliases.get(name, name))

    def remember(self):
        self.first = {name: dict(index["documents"]) for name, index in self.indices.items()}

    def forget(self):
        """What was entered since `remember`."""
        for name, documents in self.first.items():
            self.indices[name]["documents"] = dict(documents)

    def all_words(self):
        return json.dumps([index["documents"] for index in self.indices.values()])


class Asked(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        parts = urlsplit(self.path).path.strip("/").split("/")
        status, content = self.told(parts, body)
        written = b"" if self.command == "HEAD" else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815

    def told(self, parts, body):
        known = self.server
        match self.command, parts:
            case (("HEAD" | "GET"), ["_alias", name]):
                found = known.aliases.get(name)
                return (200, {found: {}}) if found else (404, {})
            case "PUT", [name]:
                known.indices[name] = {"mapping": {}, "documents": {}}
            case "DELETE", ["_search", "scroll"]:
                pass
            case "DELETE", [name]:
                return (200, {}) if known.indices.pop(name, None) else (404, {"error": "index_not_found_exception"})
            case "PUT", [name, ("_alias" | "_aliases"), alias]:
                known.aliases[alias] = name
            case "POST", [_name, "_refresh"]:
                pass
            case _, [name, *rest]:
                index = known.index(name)
                if index is None:
                    return 404, {"error": "index_not_found_exception"}
                return self.of_index(index, rest, body)
        return 200, {"acknowledged": True}

    def of_index(self, index, rest, body):
        documents = index["documents"]
        match self.command, rest:
            case _, ["_mapping"]:
                index["mapping"] |= json.loads(body)["properties"]
            case _, ["_bulk"]:
                lines = [json.loads(line) for line in body.splitlines()]
                pairs = list(zip(lines[::2], lines[1::2], strict=True))
                documents |= {action["index"]["_id"]: document for action, document in pairs}
                return 200, {"errors": False, "items": [{"index": {"status": 201}} for _ in pairs]}
            case "DELETE", ["_doc", key]:
                return (200, {}) if documents.pop(key, None) else (404, {})
            case _, ["_doc", key]:
                documents[key] = json.loads(body)
            case _, ["_count"]:
                return 200, {"count": len(found(index, json.loads(body or EVERYTHING)))}
            case _, ["_search"]:
                hits = [{"_score": 1.0, "fields": {"pk": [key]}} for key in found(index, json.loads(body))]
                return 200, {"hits": {"hits": hits}}
            case _:
                return 400, {"error": f"{self.command} {rest}"}
        return 200, {}


def found(index, body):
    return [key for key, one in index["documents"].items() if holds(body["query"], one, index["mapping"])]


def holds(query, document, mapping):
    [(kind, asked)] = query.items()
    if kind == "bool":
        groups = {name: listed(asked.get(name)) for name in ("must", "filter", "should", "must_not")}
        true = {name: [holds(one, document, mapping) for one in group] for name, group in groups.items()}
        wanted = all(true["must"] + true["filter"]) and not any(true["must_not"])
        return wanted and (not true["should"] or any(true["should"]))
    if kind == "match_all":
        return True
    if kind == "multi_match":
        fields = [name.partition("^")[0] for name in asked["fields"]]
        return any(matches(asked, words_of(name, document, mapping)) for name in fields)
    [(name, wanted)] = asked.items()
    if kind == "terms":
        return str(document.get(name)) in wanted
    if kind == "term":
        return document.get(name) == wanted
    if kind == "match":
        if name.endswith("content_type"):
            return wanted in document.get(name, [])
        wanted = wanted if isinstance(wanted, dict) else {"query": wanted}
        return matches(wanted, words_of(name, document, mapping))
    raise ValueError(kind)


def listed(query):
    return query if isinstance(query, list) else [query] if query else []


def matches(asked, words):
    sought = tokens(asked["query"])
    return (all if asked.get("operator", "or") == "and" else any)(word in words for word in sought)


def words_of(name, document, mapping):
    """Those of a field, or of all fields that are copied to it."""
    words = tokens(json.dumps(document.get(name, "")))
    for column, field in mapping.items():
        value = document.get(column)
        if field["type"] == "nested":
            words |= {word for one in value or [] for word in words_of(name, one, field["properties"])}
        elif name in field.get("copy_to", []) and value is not None:
            words |= tokens(str(value))
    return words


def tokens(text):
    return set(re.findall(r"\w+", text.lower()))


@contextlib.contextmanager
def search_server():
    with SearchServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
