"""What granian loads in each of its processes."""

from django.conf import settings

from coalition.server.application import Door, answer_before_the_loop
from coalition.wsgi import application as boundary

application = Door(boundary, threads=settings.WEB_THREADS)
answer_before_the_loop(application)
