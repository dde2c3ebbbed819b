import pytest
from click.testing import CliRunner

from pipeline.cli import main, user
from pipeline.web import users

PASSWORD = "a long enough password\n"  # noqa: S105 - of nobody


@pytest.fixture
def database(tmp_path, samples):
    with samples.stored(tmp_path / "c.db", samples.LITHIUM):
        return tmp_path / "c.db"


@pytest.fixture
def claimtable(database):
    return lambda *given, **options: CliRunner().invoke(main, ["user", *given, "--db", str(database)], **options)


def test_the_roles_are_those_of_the_desk():
    assert tuple(users.Role) == user.ROLES


def test_users_come_get_a_token_and_go(claimtable, database):
    assert claimtable("add", "ann", "--role", "admin", "--password-stdin", input=PASSWORD).exit_code == 0
    added = claimtable("add", "bob", input=PASSWORD * 2)  # typed twice
    assert added.exit_code == 0, added.output
    assert PASSWORD.strip() not in added.output
    assert claimtable("list").output == "ann\tadmin\nbob\treviewer\n"
    token = claimtable("token", "bob").output.strip()
    assert users.load(database).named("bob").token == users.digest(token)
    assert claimtable("list").output == "ann\tadmin\nbob\treviewer\thas a token\n"
    assert claimtable("remove", "ann").exit_code == 0
    assert claimtable("list").output == "bob\treviewer\thas a token\n"


@pytest.mark.parametrize(
    ("given", "typed", "message"),
    [
        (("add", "root", "--password-stdin"), PASSWORD, "not a name"),
        (("add", "ann", "--password-stdin"), "short\n", "too short"),
        (("add", "ann", "--password-stdin"), "", "too short"),
        (("remove", "ann"), "", "no such user"),
        (("token", "ann"), "", "no such user"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(claimtable, database, given, typed, message):
    result = claimtable(*given, input=typed)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert message in line
    assert not users.file_of(database).exists()


def test_there_is_no_user_without_a_database(tmp_path):
    result = CliRunner().invoke(main, ["user", "list", "--db", str(tmp_path / "none.db")])
    assert result.exit_code == 1
    assert "no such database" in result.stderr
