import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.export.file import replacing


def write(path, text):
    with replacing(path) as file:
        file.write(text.encode())


class Breaks:
    """A text that comes to grief after the file was opened."""

    def encode(self):
        raise RuntimeError("in the middle")


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "claims.csv"
    write(path, "first\r\n")
    with pytest.raises(RuntimeError):
        write(path, Breaks())
    assert path.read_bytes() == b"first\r\n"
    assert [each.name for each in tmp_path.iterdir()] == ["claims.csv"]


def test_a_link_is_followed_and_a_new_file_has_the_usual_permissions(tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    mask = os.umask(0o027)
    try:
        write(tmp_path / "link.csv", "text")
    finally:
        os.umask(mask)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "text"
    assert (tmp_path / "real.csv").stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got = []
    reader = threading.Thread(target=lambda: got.append(path.read_text()))
    reader.start()
    write(path, "ab")
    reader.join(5)
    assert (got, path.is_fifo()) == (["ab"], True)


@pytest.mark.parametrize("name", ["missing/claims.csv", "."])
def test_a_place_that_cannot_be_written_is_told(tmp_path, name):
    with pytest.raises(StoreError, match=r"can't be written .*: name another file with -o"):
        write(tmp_path / name, "text")
    assert not list(tmp_path.iterdir())


SLOW = """
import sys, time
from pathlib import Path
from pipeline.export.file import replacing
with replacing(Path(sys.argv[1])) as file:
    for number in range(100_000):
        file.write(b"%d new\\n" % number)
        if number % 100 == 0:
            print(number, flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.003, 0.02])
def test_p3_an_export_killed_while_writing_leaves_the_old_file(tmp_path, delay):
    path = tmp_path / "claims.csv"
    path.write_text("old")
    with subprocess.Popen([sys.executable, "-c", SLOW, path], stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        time.sleep(delay)
        child.kill()
    assert child.returncode == -9
    assert path.read_text() == "old"


def test_b4_a_full_disk_is_told():
    with pytest.raises(StoreError, match=r"can't be written .No space left on device."):
        write(Path("/dev/full"), "x" * 100_000)
