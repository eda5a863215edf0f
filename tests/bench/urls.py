"""The site's addresses and, beside them, what the benchmark needs."""

import time

from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt


def count_queries(get_response):
    def middleware(request):
        count = 0

        def note(execute, *args):
            nonlocal count
            count += 1
            return execute(*args)

        with connection.execute_wrapper(note):
            response = get_response(request)
        response["X-Queries"] = str(count)
        return response

    return middleware


def empty(request):
    return HttpResponse("ok")


def forget(request):
    """As if no part of a page had ever been drawn."""
    caches["parts"].clear()
    return HttpResponse("ok")


@csrf_exempt
def insert(request):
    """The least that saves what somebody sent."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (text) VALUES (%s)", [request.POST["text"]])
    return HttpResponse("ok")


@csrf_exempt
def comment(request, pk):
    """Add a comment as the site does and answer with the moment of its commit."""
    from tests.bench.scene import add_comment

    moments = []
    with transaction.atomic():
        transaction.on_commit(lambda: moments.append(time.monotonic()))
        seq = add_comment(pk).seq
    return HttpResponse(str(moments[0]), headers={"X-Seq": str(seq)})


urlpatterns = [
    path("bench/empty/", empty),
    path("bench/insert/", insert),
    path("bench/forget/", forget),
    path("bench/comment/<int:pk>/", comment),
    path("", include("cms.urls")),
]
