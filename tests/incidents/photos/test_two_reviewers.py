"""Two reviewers black out one photo at once: what either covered stays covered."""

from pathlib import Path
from typing import Any

import pytest

from lofte.incidents.photos import storing
from lofte.incidents.photos.actions import add_photo, cover_photo
from lofte.incidents.photos.reading import Box
from lofte.people.models import User
from lofte.places.models import Kommun
from tests.incidents.conftest import Send
from tests.incidents.photos.test_photos import opened, photos_of, taken
from tests.incidents.review.test_two_reviewers import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LEFT, RIGHT = Box(0, 0, 40, 100), Box(60, 0, 40, 100)


@pytest.mark.parametrize("_again", range(5))
def test_neither_takes_away_what_the_other_blacked_out(
    send: Send,
    kommun: Kommun,
    arrange: Any,
    reporter: User,
    reviewer: User,
    coordinator: User,
    settings: Any,
    tmp_path: Path,
    _again: int,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with arrange():
        kommun.photos_on = True
        kommun.save()
    sent = send()
    add_photo(incident=sent, photo=taken((1600, 1200)), by=reporter)
    [mine], [yours] = photos_of(sent), photos_of(sent)
    told = at_once(
        lambda: cover_photo(photo=mine, boxes=[LEFT], by=reviewer),
        lambda: cover_photo(photo=yours, boxes=[RIGHT], by=coordinator),
    )
    assert told == [None, None]
    done = opened(storing.read(mine.file))
    assert max(done.getpixel((200, 600))) < 12, "the left is black"  # type: ignore[arg-type]
    assert max(done.getpixel((1400, 600))) < 12, "the right is black"  # type: ignore[arg-type]
    assert min(done.getpixel((800, 600))[:2]) > 150, "the middle is not"  # type: ignore[index]
