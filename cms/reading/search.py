"""What the site's own pages give to be found."""

from collections.abc import Iterator

from django.utils import timezone

from cms.models import StandardPage
from search.index import Entry, Source, register
from search.models import Document
from search.text.markup import plain


def entries_of(page: StandardPage) -> Iterator[Entry]:
    published = page.last_published_at or page.first_published_at
    yield Entry(
        kind=Document.Kind.PAGE,
        title=page.title,
        text="\n".join(filter(None, [page.search_description, plain(page.body)])),
        page=page.pk,
        day=timezone.localtime(published).date() if published else None,
    )


register(Source(StandardPage, entries_of, lambda: StandardPage.objects.live()))
