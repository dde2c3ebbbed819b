"""`claimtable serve` as a person starts it, and plain `datasette` on the folder."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.web import users
from pipeline.web.throttle import TRIES

ROOT = Path(__file__).resolve().parents[2]
CLAIMTABLE = [sys.executable, "-c", "from pipeline.cli import main; main()"]


@contextmanager
def serving(database, workers=2):
    """Run the command on a free port; gives its process and its address."""
    command = [*CLAIMTABLE, "serve", "--db", str(database), "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline()
            assert " at http://" in line, process.stderr.read()
            yield process, line.split(" at ")[1].split()[0]
        finally:
            process.kill()


def refused(*arguments):
    result = CliRunner().invoke(main, ["serve", *arguments])
    (line,) = result.stderr.splitlines()
    return result.exit_code, line


@pytest.mark.parametrize("workers", [1, 2])
def test_it_serves_until_it_is_interrupted(database, workers):
    with serving(database, workers) as (process, address):
        assert httpx.get(f"{address}claims/claims").status_code == 200
        assert httpx.get(f"{address}a/b/c/d/e").status_code == 404
        assert httpx.get(address, headers={"host": "evil.example"}).status_code == 400
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert rest == "Ended.\n"
    assert errors == ""


def children(process):
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not path.is_file():
        pytest.skip("needs /proc to see the processes")
    return [int(each) for each in path.read_text(encoding="ascii").split()]


def workers_of(process):
    """The processes that answer; Python's resource tracker is another child."""
    told = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children(process)}
    return [child for child, command in told.items() if b"spawn_main" in command]


def gone(pid):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def test_a_process_that_dies_is_replaced(database):
    with serving(database) as (process, address):
        assert httpx.get(address).status_code == 200
        before = workers_of(process)
        assert len(before) == 2
        os.kill(before[0], signal.SIGKILL)
        assert gone(before[0])
        end = time.monotonic() + 30
        while len(set(workers_of(process)) - {before[0]}) < 2 and time.monotonic() < end:
            time.sleep(0.1)
        assert len(set(workers_of(process)) - {before[0]}) == 2
        for _ in range(8):
            assert httpx.get(address, timeout=30).status_code == 200


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_the_first(database, how):
    with serving(database) as (process, address):
        assert httpx.get(address).status_code == 200
        answering = workers_of(process)
        process.send_signal(how)
        process.wait(timeout=20)
        assert all(gone(each) for each in answering)


def test_a_login_is_good_in_each_process_and_wrong_passwords_are_counted_together(material, tmp_path):
    path = material.fill(tmp_path / "a.db", hostile=False)
    users.save(path, users.Users().with_user("ann", users.Role.REVIEWER, "long enough"))
    with serving(path) as (_, address):
        with httpx.Client(base_url=address, timeout=30) as client:
            token = re.search('csrftoken" value="([^"]+)"', client.get("/-/login").text)[1]
            form = {"username": "ann", "password": "long enough", "csrftoken": token}
            assert client.post("/-/login", data=form).status_code == 302
            cookies = dict(client.cookies)
        for _ in range(10):  # each on a connection of its own
            assert "/-/review" in httpx.get(address, cookies=cookies, timeout=30).text
        form |= {"password": "wrong"}
        codes = [
            httpx.post(f"{address}-/login", data=form, cookies={"ds_csrftoken": cookies["ds_csrftoken"]}, timeout=30)
            for _ in range(TRIES + 2)
        ]
        assert [answer.status_code for answer in codes] == [200] * TRIES + [429] * 2


def test_no_database_is_said_in_one_line(tmp_path):
    code, line = refused("--db", str(tmp_path / "claims.db"))
    assert code == 1
    assert "run `claimtable ingest` first" in line
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_database_is_said_in_one_line(tmp_path):
    path = tmp_path / "claims.db"
    path.write_text("no database at all, and long enough to be looked at " * 50, encoding="utf-8")
    code, line = refused("--db", str(path))
    assert code == 1
    assert "no SQLite database" in line


def test_a_taken_port_is_said_in_one_line(database):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, line = refused("--db", str(database), "--port", str(port))
    assert code == 2
    assert f"port {port}" in line
    assert "name another with --port" in line


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1"])
def test_a_host_that_is_not_here_is_said_in_one_line(database, host):
    code, line = refused("--db", str(database), "--host", host, "--port", "0")
    assert code == 2
    assert host in line


def test_plain_datasette_serves_the_folder(database, tmp_path):
    for name in ("metadata.yaml", "settings.json"):
        shutil.copy(ROOT / "db" / name, tmp_path)
    shutil.copy(database, tmp_path / "claims.db")
    command = [sys.executable, "-m", "datasette", str(tmp_path), "--get", "/claims/claims"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert 'class="facets"' in done.stdout
    assert "Extracted, not verified." in done.stdout
