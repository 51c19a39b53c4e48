"""How honest "fler än normalt" is, and what it finds: the figures behind the stated rates."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lofte.project.settings")
django.setup()
