"""Jobs done in another thread: in order, and never more after an error."""

from __future__ import annotations

import threading

import pytest

from plugins.writer.background import AHEAD, Background


@pytest.mark.parametrize("count", [0, 1, 3 * AHEAD])
def test_all_are_done_in_order_and_elsewhere(count: int) -> None:
    background, done, threads = Background(), [], set()

    def job(number: int) -> None:
        done.append(number)
        threads.add(threading.current_thread())

    for number in range(count):
        background.submit(lambda number=number: job(number))
    background.finish()
    assert done == [*range(count)]
    assert threading.current_thread() not in threads
    assert len(threads) == min(count, 1)
    assert not any(thread.is_alive() for thread in threads)


def test_an_error_comes_out_and_nothing_is_done_after_it() -> None:
    background, done = Background(), []

    def fail() -> None:
        raise OSError("disk")

    def give() -> None:
        for number in range(100 * AHEAD):
            background.submit(fail if number == 3 else lambda number=number: done.append(number))

    for ask in (give, background.finish, lambda: background.submit(print)):
        with pytest.raises(OSError, match="disk"):
            ask()
    assert done == [0, 1, 2]
    background.close()
    background.close()


def test_what_waits_is_bounded() -> None:
    background, gate, given = Background(), threading.Event(), []

    def give() -> None:
        for number in range(2 * AHEAD):
            background.submit(gate.wait)
            given.append(number)

    giver = threading.Thread(target=give)
    giver.start()
    giver.join(0.2)
    assert giver.is_alive()
    assert len(given) <= AHEAD + 1
    gate.set()
    giver.join()
    background.finish()
