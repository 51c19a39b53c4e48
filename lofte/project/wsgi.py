import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lofte.project.settings")
application = get_wsgi_application()

# What is loaded by now stays: the collector need not look at it again in every round. Threads take
# turns seldom enough for most answers to be finished in one go.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
sys.setswitchinterval(0.02)
