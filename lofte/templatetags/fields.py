"""Form fields as the design system draws them."""

from django import template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()

_CLASS = "ds-input"


@register.filter
def drawn(part: BoundField | BoundWidget) -> SafeString:
    """A whole widget, or one choice of a set of choices, with the design system's class.

    Placeholders go: they vanish when one writes. Label and help text say it instead.
    """
    if isinstance(part, BoundWidget):
        attrs = part.data["attrs"]
        attrs["class"] = f"{attrs.get('class', '')} {_CLASS}".strip()
        return part.tag()
    own = part.field.widget.attrs.get("class", "")
    return part.as_widget(attrs={"class": f"{own} {_CLASS}".strip(), "placeholder": False})
