"""Named as Django asks: the module of a database's backend."""

from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from cms.stores.sqlite3.turns import TURNS


class DatabaseWrapper(base.DatabaseWrapper):
    """A transaction waits for its turn in this process before it asks SQLite, which other processes write to as well.

    The option `turn_seconds` says how long.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_turn = False

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self.turn_seconds = params.pop("turn_seconds", 5)
        return params

    def _start_transaction_under_autocommit(self) -> None:
        self.ensure_connection()
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_turn_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_turn_back()

    def _take_turn(self) -> None:
        if not TURNS[self._name()].take(self.turn_seconds):
            raise OperationalError("database is locked: no turn at writing within the time")
        self._has_turn = True

    def _give_turn_back(self) -> None:
        if self._has_turn:
            self._has_turn = False
            TURNS[self._name()].give_back()

    def _name(self) -> str:
        return str(self.settings_dict["NAME"])
