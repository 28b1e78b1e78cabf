"""All that words alone say about a mail, in one walk over it: urgency, tone, whether something is asked."""

from triaged.model.judgement import Judgement
from triaged.model.mail import Message
from triaged.scorer.hear import ears
from triaged.scorer.request import RequestWords
from triaged.scorer.tone import ToneWords
from triaged.scorer.words import WordScorer


class WordJudge:
    """The three judges that need no training. A mail is heard once for all of them."""

    def __init__(self) -> None:
        self._ears = ears()
        self._urgency, self._tone, self._request = WordScorer(), ToneWords(), RequestWords()

    def judge(self, message: Message, language: str) -> Judgement:
        """All three judgements of one mail. Total, and linear in its length."""
        heard = self._ears.hear(message)
        return Judgement(
            urgency=self._urgency.of(heard, language),
            tone=self._tone.of(heard, language),
            request=self._request.of(heard, language),
        )
