"""An object store that speaks S3, in a thread of this process."""

import itertools
import logging

import boto3
from moto.server import ThreadedMotoServer

KEYS = {"access_key": "kunci", "secret_key": "rahasia", "region_name": "ap-southeast-3"}
PLACE = {"LocationConstraint": KEYS["region_name"]}


class ObjectStore:
    """With a bucket of its own for each test (`begin`)."""

    def __init__(self):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._numbers, self.bucket = itertools.count(), ""
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        self.address = "http://{}:{}".format(*self._server.get_host_and_port())
        self.client = boto3.client(
            "s3", endpoint_url=self.address, region_name=KEYS["region_name"],
            aws_access_key_id=KEYS["access_key"], aws_secret_access_key=KEYS["secret_key"],
        )  # fmt: skip

    def begin(self):
        self.bucket = f"mufakat-{next(self._numbers)}"
        self.client.create_bucket(Bucket=self.bucket, CreateBucketConfiguration=PLACE)
        return self

    def stop(self):
        self._server.stop()

    def put(self, key, content):
        self.client.put_object(Bucket=self.bucket, Key=key, Body=content)

    def keys(self):
        return {one["Key"] for one in self.client.list_objects_v2(Bucket=self.bucket).get("Contents", [])}

    def storages(self, address=""):
        """As cms/settings/stores.py makes them; of a store at another address, if one is given."""
        options = {"bucket_name": self.bucket, "endpoint_url": address or self.address, **KEYS}
        backend = "cms.stores.objects.ObjectStorage"
        return {
            "default": {"BACKEND": backend, "OPTIONS": {**options, "location": "media", "base_url": "/media/"}},
            "private": {"BACKEND": backend, "OPTIONS": {**options, "location": "private", "base_url": None}},
        }
