"""What a page hands to its scripts: descriptions and words, as data and never as code."""

from typing import Any

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lofte.people import standing

register = template.Library()


@register.simple_tag
def described(data: Any, id: str) -> SafeString:
    """A map's description beside it, under the id that the map names."""
    return json_script(data, f"{id}-data")


@register.simple_tag(takes_context=True)
def phone_key(context: dict[str, Any]) -> str:
    """The signed-in person's name in their own phone."""
    return standing.phone_key(context["request"].user)


@register.simple_tag
def phone_words() -> dict[str, str]:
    """What the form says when it talks for itself, without a network."""
    return {
        "one": _("1 rapport väntar i telefonen"),
        "many": _("{n} rapporter väntar i telefonen"),
        "others": _(
            "Här väntar också rapporter från en annan person ({n}). "
            "De skickas när den personen loggar in."
        ),
        "nothing": _("Inget att rapportera"),
        "made": _("Skriven {time}"),
        "about": _("Läs om rapporter som har kommit fram"),
        "sending": _("Rapporten är sparad i telefonen. Skickar …"),
        "slow": _(
            "Rapporten är sparad i telefonen. Nätet är långsamt, så den skickas medan du gör annat."
        ),
        "arrived": _("Rapporten är mottagen. Bilderna är sparade i telefonen och skickas också."),
        "warned": _(
            "Rapporten är mottagen. Den har ord som kan vara personuppgifter ({n}). Läs vilka."
        ),
        "editing": _("Rapporten ändras just nu. Den skickas när ändringen är klar."),
        "kept": _("Rapporten är sparad i telefonen. Den skickas när du har nät."),
        "sent": _("Skickat: {n}. Se vad som händer under Mina rapporter."),
        "offline": _("Inget nät just nu. Rapporterna är kvar och skickas när du har nät."),
        "trouble": _("Tjänsten svarar inte som den ska. Rapporterna är kvar. Vi försöker igen."),
        "signed-out": _(
            "Du är utloggad. Rapporterna är kvar i telefonen. Logga in igen, så skickas de."
        ),
        "closed": _(
            "Ditt konto är stängt, så rapporterna kan inte skickas. De är kvar i telefonen och går "
            "att läsa. Kontakta den som sköter kontona i kommunen."
        ),
        "no-role": _(
            "Du har inget uppdrag att rapportera här längre. Rapporterna är kvar i telefonen och "
            "går att läsa. Kontakta den som sköter kontona i kommunen."
        ),
        "pictures": _("Bilder som väntar på att skickas: {n}"),
        "bad-photo": _("Rapporten är mottagen, men en bild kunde inte tas emot."),
        "refused": _("Rapporten togs inte emot. Ändra den och skicka igen."),
        "differs": _(
            "Rapporten hade redan kommit fram innan du ändrade den. Ändringen är inte med. "
            "Läs den under Mina rapporter, och skicka det som saknas som en ny rapport."
        ),
        "remove": _("Vill du ta bort rapporten? Den har inte skickats."),
        "remove-tried": _(
            "Vill du ta bort rapporten ur telefonen? Vi har försökt skicka den och fick inget "
            "svar, så den kan redan ha kommit fram."
        ),
        "busy": _("Skicka det du håller på att skriva först, eller välj Börja om."),
        "changing": _("Ändra rapporten i formuläret och tryck Skicka."),
        "kind": _("Välj minst en sak du såg. Passar ingen: välj Annat."),
        "place": _("Säg var det hände: välj en plats, skriv en gata eller peka på kartan."),
        "full": _(
            "Telefonen kunde inte spara rapporten. Den ligger kvar i formuläret. "
            "Frigör utrymme, eller skicka när du har nät."
        ),
    }


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
