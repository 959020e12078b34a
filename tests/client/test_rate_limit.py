"""What is remembered for seconds only."""

import time

from bot.client.rate_limit import RateLimit, RecentAnswers
from bot.settings import Settings


def test_answers_that_run_out_while_one_is_forgotten_are_no_error():
    recent_answers = RecentAnswers(Settings(repeat_seconds=0.0005))
    for _ in range(100):
        for number in range(500):
            recent_answers.remember(1, f"entry-{number}", "https://example.com/1")
        recent_answers.forget("https://example.com/1")

        assert recent_answers.find_link(1, "entry-499") is None


def test_a_clock_that_is_set_back_keeps_nobody_waiting(monkeypatch):
    rate_limit = RateLimit(Settings(cooldown_questions=1, cooldown_seconds=0.05))
    assert rate_limit.count(1) is None
    assert rate_limit.count(1) is not None

    an_hour_ago = time.time() - 3_600
    monkeypatch.setattr(time, "time", lambda: an_hour_ago)
    time.sleep(0.06)

    assert rate_limit.count(1) is None


def test_the_people_who_are_remembered_are_bounded():
    rate_limit = RateLimit(Settings(cooldown_questions=1))
    for user in range(10_001):
        assert rate_limit.count(user) is None

    assert rate_limit.count(10_000) is not None
    assert rate_limit.count(0) is None
