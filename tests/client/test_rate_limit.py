"""What is remembered for seconds only."""

from bot.client.rate_limit import RecentAnswers
from bot.settings import Settings


def test_answers_that_run_out_while_one_is_forgotten_are_no_error():
    recent_answers = RecentAnswers(Settings(repeat_seconds=0.0005))
    for _ in range(100):
        for number in range(500):
            recent_answers.remember(1, f"entry-{number}", "https://example.com/1")
        recent_answers.forget("https://example.com/1")

        assert recent_answers.find_link(1, "entry-499") is None
