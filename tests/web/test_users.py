import json
import os

import pytest

from pipeline.errors import ConfigError
from pipeline.web import users
from pipeline.web.users import Role, Users

PASSWORD = "a long enough password"  # noqa: S105 - of nobody


@pytest.fixture
def database(tmp_path):
    return tmp_path / "claims.db"


def test_users_are_kept_for_their_owner_only_and_without_passwords(database):
    known, token = Users().with_user("ann", Role.REVIEWER, PASSWORD).with_token("ann")
    users.save(database, known)
    path = users.file_of(database)
    assert path.stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in path.read_text()
    assert token not in path.read_text()
    assert users.load(database) == known
    assert [each.name for each in database.parent.iterdir()] == [path.name]


def test_the_secret_outlives_changes():
    first = Users().with_user("ann", Role.REVIEWER, PASSWORD)
    assert len(first.secret) == 64
    assert first.with_user("bob", Role.ADMIN, PASSWORD).without("ann").secret == first.secret


@pytest.mark.parametrize("change", ["role", "password"])
def test_an_actor_is_another_when_role_or_password_change(change):
    known = Users().with_user("ann", Role.REVIEWER, PASSWORD)
    role, password = (Role.READER, PASSWORD) if change == "role" else (Role.REVIEWER, f"{PASSWORD}!")
    assert known.named("ann").actor != known.with_user("ann", role, password).named("ann").actor


@pytest.mark.parametrize("name", ["", "root", "two words", "a" * 41, "-ann", "ann\n", 'x"><b>', "ann/bob"])
def test_names_that_are_none_are_refused(name):
    with pytest.raises(ConfigError, match="not a name for a user"):
        Users().with_user(name, Role.READER, PASSWORD)


def test_a_short_password_is_refused():
    with pytest.raises(ConfigError, match="at least 10"):
        Users().with_user("ann", Role.READER, "short")


@pytest.mark.parametrize("change", [lambda known: known.without("bob"), lambda known: known.with_token("bob")])
def test_who_is_not_there_is_told(change):
    with pytest.raises(ConfigError, match="bob: no such user"):
        change(Users().with_user("ann", Role.READER, PASSWORD))


def test_no_file_is_no_user(database):
    assert users.load(database) == Users()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"secret": "x", "users": [{"name": "ann", "role": "king"}]}', "\0"])
def test_a_damaged_file_is_told(database, text):
    path = users.file_of(database)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="add them anew"):
        users.load(database)


def test_a_file_that_others_can_read_is_refused(database):
    path = users.file_of(database)
    path.write_text(json.dumps({"secret": "x", "users": []}), encoding="utf-8")
    path.chmod(0o640)
    with pytest.raises(ConfigError, match="chmod 600"):
        users.load(database)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(database):
    database.parent.chmod(0o500)
    with pytest.raises(ConfigError, match="can't be written"):
        users.save(database, Users())


def test_a_folder_that_is_gone_is_told(database):
    with pytest.raises(ConfigError, match="can't be written"):
        users.save(database.parent / "gone" / "claims.db", Users())
