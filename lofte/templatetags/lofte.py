"""Template tags and filters that every page may use (built in: no {% load %} needed)."""

from django import template

from lofte.templatetags import client, fields, measures, navigation, words

register = template.Library()
for part in (client, fields, measures, navigation, words):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
