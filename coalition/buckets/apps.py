from django.apps import AppConfig


class BucketsConfig(AppConfig):
    name = "coalition.buckets"
    label = "buckets"
