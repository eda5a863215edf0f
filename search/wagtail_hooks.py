"""The search in Wagtail's admin."""

from wagtail import hooks

from search.desk.synonyms import SynonymsViewSet


@hooks.register("register_admin_viewset")
def synonyms_viewset() -> SynonymsViewSet:
    return SynonymsViewSet("search_synonyms")
