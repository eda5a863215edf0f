"""What changed for one organisation, or for somebody who was heard without a login."""

from decrees.register.mine.organisations import Mine, mine, to_answer

__all__ = ["Mine", "mine", "to_answer"]
