"""What a page hands to its scripts: descriptions and words, as data and never as code."""

from typing import Any

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def described(data: Any, id: str) -> SafeString:
    """A map's description beside it, under the id that the map names."""
    return json_script(data, f"{id}-data")


@register.simple_tag
def client_words() -> dict[str, Any]:
    """The words that scripts say, in the reader's language."""
    return {
        "map": _("Karta"),
        "layers": _("Visa"),
        "few": _("för få händelser"),
        "normal": _("normalt"),
        "classes": {
            "fler än normalt": _("fler än normalt"),
            "som normalt": _("som normalt"),
            "färre än normalt": _("färre än normalt"),
            "för få händelser": _("för få händelser"),
            "för kort historik": _("för kort historik"),
        },
        "period": _("Period"),
        "pointed": _("Platsen är utpekad. Dra i markeringen om den ligger fel."),
        "unpointed": _("Ingen plats är utpekad."),
        "searching": _("Letar efter var du är …"),
        "here": _("Du är här, på {m} meter när. Dra i markeringen om den ligger fel."),
        "nowhere": _("Telefonen vet inte var du är. Peka på kartan eller välj en plats i listan."),
        "controls": {
            "Map.Title": _("Karta"),
            "Marker.Title": _("Utpekad plats"),
            "NavigationControl.ZoomIn": _("Närmare"),
            "NavigationControl.ZoomOut": _("Längre bort"),
            "AttributionControl.ToggleAttribution": _("Visa källor"),
            "ScaleControl.Meters": "m",
            "ScaleControl.Kilometers": "km",
            "CooperativeGesturesHandler.WindowsHelpText": _(
                "Håll ned Ctrl och rulla för att zooma"
            ),
            "CooperativeGesturesHandler.MacHelpText": _("Håll ned ⌘ och rulla för att zooma"),
            "CooperativeGesturesHandler.MobileHelpText": _("Flytta kartan med två fingrar"),
        },
    }
