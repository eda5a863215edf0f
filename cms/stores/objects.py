"""Files in an object store that speaks S3, with the promises of those on the disk (cms/stores/files.py).

Each is whole or not there at all, nobody takes a name that is taken, and none has an address of its own: they are
handed out by this site, which asks who may read them. A store that is away or slow holds nobody up for long."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.utils.encoding import filepath_to_uri
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3File, S3Storage
from storages.utils import clean_name

from cms.stores.outages import FILES, outage_of

CONNECT_SECONDS, READ_SECONDS = 1.0, 3.0
# Larger than any upload may be (WAGTAILDOCS_MAX_UPLOAD_SIZE): each file comes and goes in one piece.
ONE_PIECE = 64 * 1024 * 1024
NOT_FOUND, TAKEN = 404, 412


class ObjectFile(S3File):
    """Read when it is first asked for, and then whole."""

    def _get_file(self) -> Any:
        with self._storage.asked():
            return super()._get_file()

    file = property(_get_file, S3File._set_file)


class ObjectStorage(S3Storage):
    """Raises AwayError while the store does not answer, OSError where it refuses, FileNotFoundError as on the disk."""

    def __init__(self, *, base_url: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.base_url = base_url
        address = f"{self.endpoint_url}/{self.bucket_name}"
        self._outage = outage_of(address, name=FILES, is_fault=_is_fault)

    def get_default_settings(self) -> dict[str, Any]:
        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": 2, "mode": "standard"},
            # A store of one's own rarely has a name for each bucket, and knows fewer checksums than Amazon's.
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        transfer = TransferConfig(multipart_threshold=ONE_PIECE, use_threads=False, num_download_attempts=1)
        given = {"client_config": config, "transfer_config": transfer, "file_overwrite": False}
        return {**super().get_default_settings(), **given}

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Around each use of the store."""
        try:
            with self._outage.noticed():
                yield
        except ClientError as error:
            kind = FileNotFoundError if _status(error) == NOT_FOUND else OSError
            raise kind(str(error)) from error

    def url(self, name: str, *args: Any, **options: Any) -> str:
        """Of this site, never of the store: a page asks nobody else for anything."""
        if self.base_url is None:
            raise ValueError("These files are handed out by views only.")
        return urljoin(self.base_url, filepath_to_uri(name).lstrip("/"))

    def is_public(self, name: str) -> bool:
        """Whether somebody without a key may read the file."""
        client = self.unsigned_connection.meta.client
        with self._outage.noticed():
            try:
                client.head_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
            except ClientError as error:
                if _is_fault(error):
                    raise
                return False
        return True

    def _open(self, name: str, mode: str = "rb") -> ObjectFile:
        with self.asked():
            return ObjectFile(self._normalize_name(clean_name(name)), mode, self)

    def _save(self, name: str, content: Any) -> str:
        """Under another name if somebody has taken this one meanwhile."""
        while not self._put(name, content):
            name = self.get_available_name(name)
        return clean_name(name)

    def _put(self, name: str, content: Any) -> bool:
        key = self._normalize_name(clean_name(name))
        parameters = self._get_write_parameters(key, content)
        content.seek(0)
        with self.asked():
            try:
                self.bucket.Object(key).put(Body=content.read(), IfNoneMatch="*", **parameters)
            except ClientError as error:
                if _status(error) != TAKEN:
                    raise
                return False
        return True

    def delete(self, name: str) -> None:
        with self.asked():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with self.asked():
            return bool(super().exists(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with self.asked():
            return super().listdir(path)

    def size(self, name: str) -> int:
        with self.asked():
            return int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        with self.asked():
            return super().get_modified_time(name)


def _status(error: ClientError) -> int:
    return int(error.response["ResponseMetadata"]["HTTPStatusCode"])


def _is_fault(error: Exception) -> bool:
    """What the store refuses is no fault of it: a stranger's odd address must not keep it from everybody else."""
    if isinstance(error, ClientError):
        return _status(error) >= 500 or _status(error) == 429
    return isinstance(error, BotoCoreError | RetriesExceededError)
