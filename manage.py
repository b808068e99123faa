#!/usr/bin/env python
"""Run a Django command; production's settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.production")
    from django.core.management import execute_from_command_line

    from coalition.timeouts import limit_worker

    limit_worker(sys.argv)
    execute_from_command_line(sys.argv)
