"""What granian loads in each of its processes."""

import gc
import sys

from django.conf import settings

from coalition.server.application import Door, answer_before_the_loop
from coalition.wsgi import application as boundary

# A thread that comes back from the database asks for the interpreter: who computes lets it go after this time. It may
# hold locks on seats, on which everybody waits; Python's own 5 ms, at each of its statements, were most of their wait.
sys.setswitchinterval(0.0005)

application = Door(boundary, threads=settings.WEB_THREADS)
answer_before_the_loop(application)

# What was loaded stays to the end: looked through for garbage once, not with every thousandth object.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
