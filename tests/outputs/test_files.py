"""A file is old or new, never a part."""

import os

import pytest

from crawler.outputs.files import write_whole


def test_content_folder_and_mode(tmp_path):
    path = tmp_path / "new folder" / "a.json"
    write_whole(path, b"1")
    path.chmod(0o640)
    write_whole(path, b"2")
    assert path.read_bytes() == b"2"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in path.parent.iterdir()] == ["a.json"]


@pytest.mark.parametrize("step", ["fsync", "fdopen"])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "a.json"
    write_whole(path, b"old")

    def fail(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, step, fail)
        with pytest.raises(OSError, match="No space"):
            write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]
