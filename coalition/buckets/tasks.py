"""What the bucket owes after it was away."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .storage import BucketStorage


@app.task(name="buckets.delete", retry=RetryStrategy(max_attempts=1000, wait=300))
def delete(folder: str, name: str) -> None:
    """Delete an object that could not be deleted when it was to go; tried each five minutes for three days."""
    BucketStorage(folder).forget(name)
