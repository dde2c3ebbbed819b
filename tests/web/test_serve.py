"""`claimtable serve` as a person starts it, and plain `datasette` on the folder."""

import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from pipeline.cli import main

ROOT = Path(__file__).resolve().parents[2]
CLAIMTABLE = [sys.executable, "-c", "from pipeline.cli import main; main()"]


@contextmanager
def serving(database):
    """Run the command on a free port; gives its process and its address."""
    command = [*CLAIMTABLE, "serve", "--db", str(database), "--port", "0"]
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


def test_it_serves_until_it_is_interrupted(database):
    with serving(database) as (process, address):
        assert httpx.get(f"{address}claims/claims").status_code == 200
        assert httpx.get(f"{address}a/b/c/d/e").status_code == 404
        assert httpx.get(address, headers={"host": "evil.example"}).status_code == 400
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert rest == "Ended.\n"
    assert errors == ""


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
