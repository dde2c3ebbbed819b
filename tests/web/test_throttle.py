from pipeline.web.throttle import EVERYBODY, TRIES, WINDOW, Throttle


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_an_address_waits_after_too_many_wrong_passwords_and_no_other_does():
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(TRIES):
        assert throttle.wait("10.0.0.1") == 0
        throttle.failed("10.0.0.1")
    assert throttle.wait("10.0.0.1") == WINDOW + 1
    assert throttle.wait("10.0.0.2") == 0
    clock.now = WINDOW
    assert throttle.wait("10.0.0.1") == 0


def test_many_addresses_together_wait_too():
    throttle = Throttle(Clock())
    for number in range(EVERYBODY):
        throttle.failed(f"10.0.0.{number}")
    assert throttle.wait("192.0.2.1") > 0
