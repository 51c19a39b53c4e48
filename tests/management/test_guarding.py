"""`lofte guard`: a line out for every line in, whatever the line is."""

import io
import json
import subprocess
import sys

import pytest

from lofte.management import cli, guarding
from lofte.management.commands.guard import Command

ADDRESS = {"start": 20, "end": 35, "kind": "address"}
NAME = {"start": 8, "end": 12, "kind": "name"}
SENTENCE = "Grannen Anna bor på Björkvägen 14 B."


@pytest.fixture
def file(tmp_path):
    def _file(*lines: bytes):
        path = tmp_path / "texter.jsonl"
        path.write_bytes(b"\n".join(lines))
        return str(path)

    return _file


def spans(capsys):
    written = capsys.readouterr()
    return [json.loads(line) for line in written.out.splitlines()], written.err.splitlines()


def test_strings_and_objects_are_read_and_what_is_found_cuts_the_text(file, capsys):
    given = file(
        json.dumps(SENTENCE).encode(),
        json.dumps({"id": 7, "text": SENTENCE}, ensure_ascii=False).encode(),
        b'""',
    )
    assert guarding.main([given]) == 0
    out, err = spans(capsys)
    assert out == [[NAME, ADDRESS], [NAME, ADDRESS], []]
    assert err == []
    assert SENTENCE[NAME["start"] : NAME["end"]] == "Anna"


def test_a_bad_line_gives_an_empty_list_a_sentence_and_a_code_at_the_end(file, capsys):
    given = file(
        b"inte json",
        b'{"text": 3}',
        b'"\xff"',
        b"",
        b"[" * 100_000,
        b'{"rad": "x"}',
        b'"Ring 070-174 06 05"',
    )
    assert guarding.main([given]) == guarding.BAD_LINES
    out, err = spans(capsys)
    assert out == [[], [], [], [], [], [], [{"start": 5, "end": 18, "kind": "phone"}]]
    assert [said.split(": ")[0] for said in err] == [f"{given}, rad {n}" for n in range(1, 7)]
    assert "UTF-8" in err[2]


def test_the_mark_and_line_ends_of_windows_are_no_trouble(file, capsys):
    assert guarding.main([file(b'\xef\xbb\xbf"hej"\r', b'"lgh 1102"\r')]) == 0
    assert spans(capsys)[0] == [[], [{"start": 0, "end": 8, "kind": "flat"}]]


def test_indexes_count_code_points_also_outside_the_first_plane(file, capsys):
    assert guarding.main([file('"👮🏽 lgh 1102"'.encode(), rb'"\ud83d lgh 1102"')]) == 0
    out, _ = spans(capsys)
    assert [found[0]["start"] for found in out] == [3, 2]


def test_standard_input_is_read_when_no_file_is_named(monkeypatch, capsys):
    given = io.TextIOWrapper(io.BytesIO(b'"lgh 1102"\nx\n'))
    monkeypatch.setattr(sys, "stdin", given)
    assert guarding.main([]) == guarding.BAD_LINES
    out, err = spans(capsys)
    assert len(out) == 2
    assert err[0].startswith("standard in, rad 2: ")


def test_a_file_that_is_not_there_stops_everything_before_a_line_is_written(file, capsys):
    assert guarding.main([file(b'"lgh 1102"'), "finns-inte.jsonl"]) == guarding.NO_FILE
    assert spans(capsys) == ([], ["finns-inte.jsonl går inte att öppna. Inget är läst."])


def test_the_command_and_django_run_the_same(file, capsys):
    given = file(json.dumps(SENTENCE).encode())
    for run in (
        lambda: cli.main(["guard", given]),
        lambda: Command().run_from_argv(["lofte", "guard", given]),
    ):
        with pytest.raises(SystemExit) as ended:
            run()
        assert ended.value.code == 0
        assert spans(capsys)[0] == [[NAME, ADDRESS]]


def test_help_says_what_goes_in_and_comes_out(capsys):
    with pytest.raises(SystemExit) as ended:
        guarding.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "text[start:end]" in said
    for kind in ("personnummer", "address", "name", "case"):
        assert kind in said


def test_it_starts_without_django_and_answers_line_by_line():
    code = (
        "import sys; from lofte.management import cli\n"
        "try: cli.main(['guard'])\n"
        "finally: sys.exit('django' in sys.modules)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        for _ in range(2):
            running.stdin.write(b'"lgh 1102"\n')
            running.stdin.flush()
            assert json.loads(running.stdout.readline())[0]["kind"] == "flat"
        running.stdin.close()
        assert running.wait(timeout=30) == 0
