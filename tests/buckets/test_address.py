"""What the environment says of the bucket is refused in one sentence, which tells nothing secret."""

import pytest

from coalition.buckets.storage import Address, BadAddress, read

SAID = {"url": "https://s3.town.example/coalition", "region": "us-east-1", "key": "who-asks", "secret": "hidden-word"}


def test_store_bucket_and_folder_are_read():
    assert read(**SAID) == Address("https://s3.town.example", "coalition", "", "us-east-1", "who-asks", "hidden-word")
    found = read(**SAID | {"url": "http://127.0.0.1:9000/coalition/site/files/"})
    assert (found.endpoint, found.bucket, found.folder) == ("http://127.0.0.1:9000", "coalition", "site/files")
    assert "hidden-word" not in repr(found)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *(("url", f"https://{rest}") for rest in ("s3.town.example", "s3.town.example:port/coalition",
          "me:hidden-word@s3.town.example/coalition", "s3.town.example/coalition/../other",
          "s3.town.example/Coalition", "s3.town.example/coalition?versions")),
        ("url", "s3://coalition"),
        ("key", ""), ("secret", ""), ("region", ""),
    ],
)  # fmt: skip
def test_what_leads_to_no_bucket_is_named(name, said):
    with pytest.raises(BadAddress, match="BUCKET_URL") as refused:
        read(**SAID | {name: said})

    assert "hidden-word" not in str(refused.value)
