"""Accounts and the chart that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Iterator


class AccountKind(Enum):
    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"

    @property
    def grows_on_debit(self) -> bool:
        return self in (AccountKind.ASSET, AccountKind.EXPENSE)


@dataclass(frozen=True)
class Account:
    """An account named by a path such as ``Assets:Bank:Giro``."""

    path: str
    kind: AccountKind

    @property
    def name(self) -> str:
        return self.path.rsplit(":", 1)[-1]

    @property
    def parent(self) -> str | None:
        return self.path.rsplit(":", 1)[0] if ":" in self.path else None

    def is_below(self, path: str) -> bool:
        return self.path == path or self.path.startswith(path + ":")


class ChartOfAccounts:
    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}

    def open(self, path: str, kind: AccountKind) -> Account:
        if not all(part.strip() for part in path.split(":")):
            raise ValueError(f"an account's path has no empty part: {path!r}")
        if path in self._accounts:
            raise ValueError(f"{path} is open already")
        account = Account(path, kind)
        if account.parent in self._accounts and self._accounts[account.parent].kind is not kind:
            raise ValueError(f"{path} cannot be {kind.value}: its parent is another kind")
        self._accounts[path] = account
        return account

    def __getitem__(self, path: str) -> Account:
        try:
            return self._accounts[path]
        except KeyError:
            raise KeyError(f"no account {path}") from None

    def __contains__(self, path: object) -> bool:
        return path in self._accounts

    def __iter__(self) -> Iterator[Account]:
        return iter(sorted(self._accounts.values(), key=lambda account: account.path))

    def below(self, path: str) -> list[Account]:
        return [account for account in self if account.is_below(path)]
