"""Wagtail's search on an OpenSearch server: who may find what is asked of the database each time, and a server that is
away holds nobody up.

The server is told the keys of the pages that the reader may know of, and finds among these. What it found is read from
the database by the same rule. So a page that it still has and that is gone, or not for this reader, is neither shown
nor counted.
"""

from typing import Any

from django.db.models.lookups import Lookup
from opensearchpy import NotFoundError, OpenSearch, Transport, TransportError
from opensearchpy.exceptions import ConnectionError as NoConnectionError
from wagtail.search.backends.opensearch3 import (
    OpenSearch3AutocompleteQueryCompiler,
    OpenSearch3SearchBackend,
    OpenSearch3SearchQueryCompiler,
)

from cms.stores.outages import SEARCH, AwayError, outage_of

ASKED = ("/_search", "/_count")


def _is_fault(error: Exception) -> bool:
    """What the server refuses is no fault of it; an index that was never made is as if there was no server."""
    if isinstance(error, NoConnectionError):
        return True
    return isinstance(error, TransportError) and isinstance(error.status_code, int) and _is_of_server(error.status_code)


def _is_of_server(status: int) -> bool:
    return status >= 500 or status == 429


class PatientTransport(Transport):
    """Raises AwayError while the server does not answer, and before `update_index` has made the index."""

    def __init__(self, hosts: Any, *args: Any, **options: Any) -> None:
        super().__init__(hosts, *args, **options)
        self._outage = outage_of(f"search {hosts}", name=SEARCH, is_fault=_is_fault)

    def perform_request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        try:
            with self._outage.noticed():
                return super().perform_request(method, url, *args, **options)
        except NotFoundError as error:
            if url.endswith(ASKED):
                raise AwayError(SEARCH) from error
            raise


class ByKey:
    """Wagtail drops a condition on the key of a kind of page ("pointer fields"). Ours says by it who may see what."""

    queryset: Any

    def _get_filters_from_where_node(self, where_node: Any, check_only: bool = False) -> Any:
        if isinstance(where_node, Lookup) and where_node.lhs.target.attname.endswith("_ptr_id"):
            return None if check_only else {"terms": {"pk": self._keys(where_node)}}
        return super()._get_filters_from_where_node(where_node, check_only=check_only)  # type: ignore[misc]

    def _keys(self, where_node: Any) -> list[str]:
        """By the database itself, whatever the condition is."""
        pages = self.queryset.model._base_manager.all()
        pages.query.where.add(where_node, "AND")
        return [str(pk) for pk in pages.values_list("pk", flat=True)]


class QueryCompiler(ByKey, OpenSearch3SearchQueryCompiler):
    pass


class AutocompleteQueryCompiler(ByKey, OpenSearch3AutocompleteQueryCompiler):
    pass


_clients: dict[str, OpenSearch] = {}


def _client(**options: Any) -> OpenSearch:
    """One for all threads of the process: Wagtail makes a backend for each search."""
    key = repr(sorted(options.items(), key=lambda option: option[0]))
    return _clients.setdefault(key, OpenSearch(transport_class=PatientTransport, **options))


class SearchBackend(OpenSearch3SearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    client_class = staticmethod(_client)
    # A task that brings the index up to date and could not is tried again (cms/services/queue/retrying.py).
    catch_indexing_errors = False

    def delete(self, obj: Any) -> None:
        """What is gone from the database is found by nobody, so this may fail; `update_index` clears it away."""
        try:
            super().delete(obj)
        except AwayError:
            return
