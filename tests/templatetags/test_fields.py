import re

from django import forms
from django.template.loader import render_to_string


class Report(forms.Form):
    what = forms.MultipleChoiceField(
        label="Vad?",
        help_text="Flera går bra.",
        choices=[("tag", "Klotter"), ("crowd", "Samling")],
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(
        label="Kort", help_text="Inga namn.", widget=forms.Textarea(attrs={"class": "tall"})
    )
    sure = forms.BooleanField(label="Jag har läst igenom")
    note = forms.CharField(
        label="Övrigt", required=False, widget=forms.TextInput(attrs={"placeholder": "Övrigt"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def _field(form: forms.Form, name: str, **more: object) -> str:
    return render_to_string("project/_field.html", {"field": form[name], **more})


def test_a_field_has_label_help_and_the_systems_class() -> None:
    html = _field(Report(), "text")
    assert 'for="id_text"' in html
    assert re.search(r'<textarea[^>]*class="tall ds-input"', html)
    assert 'id="id_text_helptext"' in html
    assert re.search(r'<textarea[^>]*aria-describedby="[^"]*id_text_helptext', html)


def test_an_error_is_said_at_the_field_and_named_by_it() -> None:
    form = Report({"note": "x"})
    html = _field(form, "text")
    assert 'aria-invalid="true"' in html
    named = re.search(r'<textarea[^>]*aria-describedby="([^"]*)"', html)
    assert all(f'id="{one}"' in html for one in named[1].split())


def test_choices_are_a_fieldset_where_every_choice_has_its_label() -> None:
    html = _field(Report({"what": ["tag"]}), "what", look="buttons")
    assert "<legend" in html
    assert "choices--buttons" in html
    ids = re.findall(r'<input[^>]*id="(id_what_\d)"', html)
    assert ids == re.findall(r'<label[^>]*for="(id_what_\d)"', html) == ["id_what_0", "id_what_1"]
    assert html.count("ds-input") == 2
    assert re.search(r'<input[^>]*value="tag"[^>]*checked', html)


def test_only_what_may_be_left_out_says_so() -> None:
    assert "(frivilligt)" in _field(Report(), "note")
    assert "(frivilligt)" not in _field(Report(), "text")


def test_a_label_may_be_given_by_the_page() -> None:
    assert "E-postadress" in _field(Report(), "note", label="E-postadress")


def test_no_field_hides_its_label_in_a_placeholder() -> None:
    assert "placeholder" not in _field(Report(), "note")


def test_a_hidden_field_is_nothing_but_itself() -> None:
    assert _field(Report(), "version").split() == str(Report()["version"]).split()


def test_a_box_stands_before_its_words() -> None:
    html = _field(Report(), "sure")
    assert html.index("<input") < html.index("Jag har läst igenom")


def test_the_summary_leads_to_every_field_that_must_be_put_right() -> None:
    form = Report({})
    form.add_error(None, "Hela rapporten saknas.")
    html = render_to_string("project/_form_errors.html", {"form": form})
    assert "Hela rapporten saknas." in html
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == 3
    page = "".join(_field(form, name) for name in form.fields)
    assert all(f'id="{target}"' in page for target in targets)


def test_a_right_form_has_no_summary() -> None:
    assert render_to_string("project/_form_errors.html", {"form": Report()}).strip() == ""
