"""Files that are circulated with minutes are kept: their digests are noted, and from then on nobody exchanges them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum import ledger
from minutes.models import KeptFile, MinutesPage
from minutes.models.shown import ShownFile


def keep_files(draft: MinutesPage) -> dict[str, ShownFile]:
    """The files attached to a draft that is being circulated, by the number of the document.

    Raises ValidationError if one is gone, or is not the one that was circulated before.
    """
    documents = {attachment.document_id: attachment.document for attachment in draft.attachments.all()}
    return {str(pk): _keep(document) for pk, document in sorted(documents.items())}


def _keep(document: Any) -> ShownFile:
    size, sha256 = _read(document)
    about = {"name": document.filename, "size": size, "sha256": sha256}
    kept, _made = KeptFile.objects.get_or_create(document=document, defaults=about)
    if kept.sha256 != sha256:
        raise ValidationError(
            _("The file %(name)s is not the one that was circulated before. Upload it as a new document."),
            params={"name": document.filename},
        )
    return ShownFile(kept.name, kept.size, kept.sha256)


def _read(document: Any) -> tuple[int, str]:
    try:
        with document.file.open("rb") as file:
            return document.file.size, ledger.digest_of_file(file)
    except ConnectionError:
        raise  # the store is away, the file is not
    except OSError as error:
        raise ValidationError(
            _("The file %(name)s is gone. Upload it as a new document and attach that."),
            params={"name": document.filename},
        ) from error
