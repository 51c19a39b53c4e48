"""The guard reads every text that people write: each text field says by which module, or why not.

A new field fails here until it stands in one of the lists. Does it hold people's words? Then the
action that writes it passes them through `lofte.people.free_text` (its first lines say which
function), and the field stands under that module. Is it the name of a place, a party, a kind? Then
`lofte.guard.naming` reads it. A personnummer is planted in both kinds:
`tests/demo/test_planted_in_every_form.py`. Does it hold something else? Then it stands under the
reason.
"""

import ast
from importlib import import_module

import pytest
from django.db import models

from tests.structure import house

READ = {
    "lofte.incidents.actions": "Incident: text near",
    "lofte.incidents.review.actions": "Incident: question reason",
    "lofte.dialogue.actions": """
        Dialogue: title
        Questionnaire: name
        Stratum: name
    """,
    "lofte.dialogue.answering.actions": """
        Answer: values
        Mark: near help
    """,
    "lofte.dialogue.editing.actions": "Questionnaire: definition",
    "lofte.dialogue.themes.actions": "Taxonomy: themes",
    "lofte.situation.overruling": """
        StatutoryPicture: overruled
        ActionPlan: overruled
        Version: overruled
    """,
    "lofte.dialogue.results.actions": """
        PopulationTable: source
        CrossedTable: source
    """,
    "lofte.dialogue.reading.actions": "Quote: text",
    "lofte.dialogue.walks.actions": "WalkPoint: where seen todo owner reason",
    "lofte.dialogue.feedback.actions": "Feedback: outcome will_do by_whom",
    "lofte.statistics.actions": """
        RegisterRow: category extra
        Series: name
        Intelligence: text said_by concerns
    """,
    "lofte.importers.polisen.actions": "NewsEvent: name summary",
    "lofte.situation.actions": "Picture: summary",
    "lofte.situation.problems.actions": """
        Problem: title crime_group where season weekdays hours exposed acting extent harm cost fear
        Problem: owner_role decision need_reason
        Evidence: sentence source period reference
    """,
    "lofte.situation.own.actions": "OwnSentence: where sentence source",
    "lofte.situation.causes.actions": "Cause: statement evidence influenced_by",
    "lofte.situation.priorities.actions": "Criterion: name",
    "lofte.situation.statutory.actions": """
        StatutoryPicture: title mapping other_information analysis
    """,
    "lofte.coordination.actions": """
        MeetingNote: text
        MeetingPriority: text
        Telling: text
    """,
    "lofte.coordination.decisions.actions": "Decision: text reason line_back",
    "lofte.patrol.actions": "Stop: why activity reason",
    "lofte.patrol.visits.actions": "Visit: note",
    "lofte.promises.actions": """
        Promise: title area_text intro basis how_followed_up contact note
        Focus: text
    """,
    "lofte.promises.agreements.actions": "Agreement: title purposes areas attempts registry",
    "lofte.promises.measures.actions": """
        Measure: text unit contact_role dose cost operational_goal expected_short expected_long
        Measure: legal_ground no_indicator_reason
    """,
    "lofte.promises.plans.actions": """
        ActionPlan: title intro organ section registry
        PlanFollowUp: text
    """,
    "lofte.promises.commitments.actions": """
        Commitment: text where owner_role unit no_target_reason not_met_reason
        Indicator: name unit geography source method baseline_period
    """,
    "lofte.promises.telling.actions": """
        Announcement: audience message owner_role told drop_reason
    """,
    "lofte.promises.readings.actions": "Reading: reason source",
    "lofte.promises.follow_up.actions": """
        Activity: note
        Outcome: name text source
        FollowUp: partly_rule text source judgement_reason told_by
    """,
    "lofte.promises.signing.actions": """
        Version: why
        Ceremony: place note
    """,
    "lofte.duties.actions": "DutyRecord: text organ section registry",
    "lofte.duties.council.actions": """
        CouncilMember: role
        CouncilMeeting: summary registry
    """,
    "lofte.duties.reports.actions": "AssemblyReport: summary registry",
    "lofte.publishing.actions": "Edition: withdrawn_reason",
    "lofte.publishing.following.actions": "Mailing: intro",
    "lofte.publishing.releases.actions": """
        Release: heading lead focus priority basis about correction quotes contacts
    """,
}
NAMES = {
    "lofte.places.inputs": """
        Area: code name
        NamedPlace: name
        Street: name
        Address: street number
    """,
    "lofte.places.actions": """
        Kommun: name method_name contact news_location
        Area: version
    """,
    "lofte.places.basemaps": "Basemap: attribution",
    "lofte.people.inputs": "Party: name",
    "lofte.incidents.categories.inputs": "Category: code label_sv label_en",
    "lofte.statistics.actions": "Source: name publisher licence legal_ground",
}
NOT_PEOPLES_WORDS = {
    "the product writes it": """
        AuditEvent: what target_kind target_id target_name kommun_code by_id by_name by_party
        Occasion: job key note
        Photo: file digest
        Basemap: file checksum
        Kommun: map_revision lists_revision
        Address: street_key
        Letter: key kind about
        Incident: cell
        Mark: cell question
        Quote: theme
        WalkPoint: cell
        Evidence: theme
        PopulationTable: question
        Dialogue: link poster_code
        Picture: period_key period_label checksum extract_checksum
        Finding: kind sentence
        Meeting: checksum
        OwnPicture: period_key period_label
        JointPicture: period_key period_label checksum
        Stop: period_key period_label place_name hours_from
        Plan: checksum
        Meeting: checksum
        StatutoryPicture: checksum
        Agreement: file
        ActionPlan: checksum
        PlanFollowUp: checksum
        CouncilMeeting: file
        AssemblyReport: checksum
        Activity: key
        EffectAnswer: checksum
        Indicator: series_area
        Version: checksum frozen_by file file_checksum
        Ceremony: file file_checksum photo photo_checksum
        Signature: factor checksum
        Source: key_salt
        Delivery: checksum rejects_file read_as
        RegisterRow: key_hash
        NewsVersion: content_hash
        Edition: path checksum
        Subscription: code
        Approval: checksum
        Invitation: key_hash
        User: password
    """,
    "chosen from what the product knows": """
        Kommun: code
        Category: icon mapping
        Source: mapping crs
        Mark: when why
        EffectPlan: spots categories sources usual
        Indicator: question
    """,
    "it names who takes part, which is what it is for": """
        User: name language
        Invitation: name
        PromiseParty: printed signing_role
        Signature: name role
        PlanFollowUp: told_by
        Reading: told_by
        AssemblyReport: told_by
    """,
    "a room made it of texts that are read": "Letter: subject text",
    "a document made of texts that are read": """
        Picture: document
        Finding: figures
        Meeting: document
        StatutoryPicture: document
        Stop: figures events
        Plan: document
        EffectAnswer: content
        AssemblyReport: document
        ActionPlan: document
        PlanFollowUp: document
        Version: document
        JointPicture: document
        AuditEvent: details
        Letter: headers
        Incident: warnings
        Answer: warnings
        Questionnaire: reviewed
        PopulationTable: counts
        CrossedTable: questions counts
        Delivery: counts notes
        NewsVersion: content
    """,
    "encrypted, to be erased when the contact is made": "Contacts: entries",
    "an official list or file says it": """
        Delivery: file_name
        Series: code unit table
        Figure: geography_kind geography_code geography_version group
        NewsEvent: type location url
    """,
}


def fields_of(text: str) -> set[str]:
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {f"{model.strip()}.{name}" for model, _, names in lines for name in names.split()}


def text_fields() -> set[str]:
    return {
        f"{model.__name__}.{field.name}"
        for model in house.models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not isinstance(field, models.EmailField | models.SlugField)
        and not field.choices
    }


def listed() -> list[str]:
    texts = [*READ.values(), *NAMES.values(), *NOT_PEOPLES_WORDS.values()]
    return [field for text in texts for field in fields_of(text)]


def test_every_text_field_says_who_reads_it_or_why_nobody_does() -> None:
    assert text_fields() - set(listed()) == set()


def test_no_field_is_listed_that_is_not_there_nor_twice() -> None:
    assert set(listed()) - text_fields() == set()
    assert len(listed()) == len(set(listed()))


@pytest.mark.parametrize("module", READ)
def test_the_module_asks_the_guard(module: str) -> None:
    """A table whose actions are still to come is written by nobody."""
    file = house.PACKAGE.parent / f"{module.replace('.', '/')}.py"
    if not file.exists():
        assert not (file.parent / "views.py").exists()
        return
    imported = {
        node.module
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom)
    }
    direct = "lofte.people.free_text" in imported
    through = [
        name
        for name in imported
        if name and name.startswith("lofte.") and hasattr(import_module(name), "checked")
    ]
    assert direct or through, f"{module} läser inte texterna: se lofte/people/free_text.py"


@pytest.mark.parametrize("module", NAMES)
def test_the_module_reads_names(module: str) -> None:
    text = (house.PACKAGE.parent / f"{module.replace('.', '/')}.py").read_text()
    assert "from lofte.guard.naming import" in text
