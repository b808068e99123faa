"""What the environment says of the bucket is refused in one sentence, which tells nothing secret."""

import pytest

from coalition.buckets.address import Address, BadAddress, read

SAID = {"url": "https://s3.town.example/coalition", "region": "us-east-1", "key": "who-asks", "secret": "hidden-word"}


def test_store_bucket_and_folder_are_read():
    assert read(**SAID) == Address("https://s3.town.example", "coalition", "", "us-east-1", "who-asks", "hidden-word")
    found = read(**SAID | {"url": "http://127.0.0.1:9000/coalition/site/files/"})
    assert (found.endpoint, found.bucket, found.folder) == ("http://127.0.0.1:9000", "coalition", "site/files")
    assert "hidden-word" not in repr(found)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"url": ""}, "BUCKET_URL"),
        ({"url": "s3://coalition"}, "BUCKET_URL"),
        ({"url": "https://s3.town.example"}, "BUCKET_URL"),
        ({"url": "https://s3.town.example/Coalition"}, "BUCKET_URL"),
        ({"url": "https://s3.town.example:port/coalition"}, "BUCKET_URL"),
        ({"url": "https://me:" + "hidden-word@s3.town.example/coalition"}, "BUCKET_URL"),
        ({"url": "https://s3.town.example/coalition/../other"}, "BUCKET_URL"),
        ({"url": "https://s3.town.example/coalition?versions"}, "BUCKET_URL"),
        ({"key": ""}, "BUCKET_KEY"),
        ({"secret": ""}, "BUCKET_SECRET"),
        ({"region": ""}, "BUCKET_REGION"),
    ],
)
def test_what_leads_to_no_bucket_is_named(said, named):
    with pytest.raises(BadAddress, match=named) as refused:
        read(**SAID | said)

    assert "hidden-word" not in str(refused.value)
