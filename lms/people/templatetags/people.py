"""Filters for the pages of people and accounts."""

from django import template

from lms.people.devices import device_in_words

register = template.Library()
register.filter("device", device_in_words)
