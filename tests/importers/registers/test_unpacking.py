"""Bombs: what states a small size and holds a large one is stopped while it comes out."""

import gzip
import re
import struct
import zipfile
import zlib

import pytest

from lofte.importers.registers import ImportRefused, Limits, open_file
from lofte.importers.registers.unpacking import Tap, members, unpack
from tests.importers.registers import files

SMALL = Limits(unpacked=1 << 20, ratio_from=1 << 16, ratio=20)


def refused(path, limits=SMALL) -> str:
    with pytest.raises(ImportRefused) as caught:
        open_file(path, limits=limits)
    return str(caught.value)


def test_a_gzip_bomb(tmp_path):
    path = files.write(tmp_path / "a.csv.gz", gzip.compress(b"a;b\n" + b"1;2\n" * 4_000_000))
    assert "zip-bomb" in refused(path)


def test_a_gzip_file_that_is_merely_too_large(tmp_path):
    noise = b"".join(b"%d;%d\n" % (i * 7919 % 99991, i * 104729 % 99991) for i in range(150_000))
    path = files.write(tmp_path / "a.csv.gz", gzip.compress(b"a;b\n" + noise))
    assert "för stor när den är uppackad: gränsen är 1 MB" in refused(path)


def test_several_gzip_streams_in_a_row_are_one_file(tmp_path):
    content = gzip.compress(b"a;b\n1;2\n") + gzip.compress(b"3;4\n")
    assert len(open_file(files.write(tmp_path / "a.gz", content))) == 2


def test_rubbish_after_a_gzip_stream_is_no_part_of_it(tmp_path):
    content = gzip.compress(b"a;b\n1;2\n") + b"\x00\x00rubbish"
    assert len(open_file(files.write(tmp_path / "a.gz", content))) == 1


def test_a_zip_bomb_that_is_honest_about_its_size(tmp_path):
    path = files.zipped(tmp_path / "a.zip", {"a.csv": b"1;2\n" * 4_000_000})
    assert "zip-bomb" in refused(path)


def test_a_zip_bomb_that_lies_about_its_size(tmp_path):
    path = files.zipped(tmp_path / "a.zip", {"a.csv": b"1;2\n" * 4_000_000})
    real = struct.pack("<L", 16_000_000)
    path.write_bytes(path.read_bytes().replace(real, struct.pack("<L", 8)))
    assert sum(info.file_size for info in members(path, SMALL)) == 8
    assert "zip-bomb" in refused(path)


def test_a_workbook_bomb_is_stopped_before_the_reader_sees_it(tmp_path):
    content = b"<x>" + b" " * 4_000_000
    path = files.zipped(tmp_path / "a.xlsx", {"xl/workbook.xml": content})
    assert "zip-bomb" in refused(path)


def test_one_cell_at_the_far_corner_of_a_sheet(tmp_path):
    path = files.workbook(tmp_path / "a.xlsx", {"A": [["a", "b"], ["1", "2"]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb'r="B2"', b'r="XFD1048576"', parts[sheet])
    assert "celler" in refused(files.zipped(path, parts), Limits())


def test_too_many_members(tmp_path):
    path = files.zipped(tmp_path / "a.zip", {f"{i}.csv": b"a" for i in range(600)})
    assert "zip-bomb" in refused(path)


def test_a_locked_archive(tmp_path):
    path = files.zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n1;2\n"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "lösenord" in refused(files.write(path, bytes(content)))


def test_members_cannot_climb_out_of_the_folder(tmp_path):
    (tmp_path / "in").mkdir()
    path = files.zipped(tmp_path / "in" / "a.zip", {"../../b.csv": b"a;b\n1;2\n"})
    assert len(open_file(path)) == 1
    assert not list(tmp_path.glob("*.csv"))


def test_stored_members_are_read_and_other_methods_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", "a;b\n1;2\n")
    assert len(open_file(path)) == 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.csv", "a;b\n1;2\n")
    assert "trasig" in refused(path)


def test_a_member_that_is_not_where_the_archive_says(tmp_path):
    path = files.zipped(tmp_path / "a.zip", {"a.csv": b"a;b\n1;2\n"})
    info = members(path, SMALL)[0]
    info.header_offset = 5
    with pytest.raises(ImportRefused, match="trasig"):
        list(unpack(path, info, Tap(1, SMALL)))


def test_a_damaged_member(tmp_path):
    path = files.zipped(tmp_path / "a.zip", {"a.csv": files.text().encode()})
    packed = zlib.compress(files.text().encode())[2:12]
    path.write_bytes(path.read_bytes().replace(packed[:8], b"\xff" * 8, 1))
    assert "trasig" in refused(path)
