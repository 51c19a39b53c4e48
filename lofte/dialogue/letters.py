"""The kinds of letter that go to an address somebody left."""

CONFIRM = "dialogue.confirm"
FEEDBACK = "dialogue.feedback"
TO_CONTACTS = (CONFIRM, FEEDBACK)
