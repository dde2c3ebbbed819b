from pipeline.web.throttle import EVERYBODY, TRIES, WINDOW, Throttle


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_an_address_waits_after_too_many_wrong_passwords_and_no_other_does():
    clock = Clock()
    throttle = Throttle(clock=clock)
    assert [throttle.admit("10.0.0.1") for _ in range(TRIES)] == [0] * TRIES
    assert throttle.admit("10.0.0.1") == WINDOW + 1
    assert throttle.admit("10.0.0.2") == 0
    clock.now = WINDOW
    assert throttle.admit("10.0.0.1") == 0


def test_a_right_password_counts_for_nothing():
    throttle = Throttle(clock=Clock())
    for _ in range(10 * TRIES):
        assert throttle.admit("10.0.0.1") == 0
        throttle.forgive("10.0.0.1")
    throttle.forgive("10.0.0.9")  # who never came


def test_many_addresses_together_wait_too():
    throttle = Throttle(clock=Clock())
    for number in range(EVERYBODY):
        assert throttle.admit(f"10.0.0.{number}") == 0
    assert throttle.admit("192.0.2.1") > 0


def test_processes_count_together(tmp_path):
    both = [Throttle(str(tmp_path / "wrong.db"), Clock()) for _ in range(2)]
    tries = [both[number % 2].admit("10.0.0.1") for number in range(TRIES + 2)]
    assert tries[:TRIES] == [0] * TRIES
    assert all(tries[TRIES:])
