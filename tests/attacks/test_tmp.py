import pytest
from django.utils.html import strip_tags
from .test_figures import towns  # noqa
from . import test_figures as tf
@pytest.mark.django_db
def test_tmp(towns, time_machine):
    time_machine.move_to("2026-12-01 12:00", tick=False)
    published = next(f for seed in range(20) if (f := tf.twice(seed)) and f[0].hidden)
    told = tf.seen(published, 0)
    t = told["/en/search/?q=women+p0"].decode()
    print("SEARCH", " ".join(strip_tags(t[t.find("<main"):t.find("</main")]).split()))
