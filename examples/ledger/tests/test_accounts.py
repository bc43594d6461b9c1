import pytest

from ledger import Account, AccountKind, ChartOfAccounts


def test_knows_name_and_parent():
    account = Account("Assets:Bank:Giro", AccountKind.ASSET)
    assert account.name == "Giro"
    assert account.parent == "Assets:Bank"
    assert Account("Assets", AccountKind.ASSET).parent is None


def test_below_is_by_path_not_by_prefix():
    assert Account("Assets:Bank:Giro", AccountKind.ASSET).is_below("Assets:Bank")
    assert not Account("Assets:Bankrupt", AccountKind.ASSET).is_below("Assets:Bank")


def test_lists_accounts_below_in_order(chart):
    assert [account.path for account in chart.below("Assets")] == [
        "Assets:Bank",
        "Assets:Bank:Giro",
        "Assets:Cash",
    ]


def test_opens_an_account_once(chart):
    with pytest.raises(ValueError, match="Assets:Cash is open already"):
        chart.open("Assets:Cash", AccountKind.ASSET)


def test_a_child_has_the_kind_of_its_parent(chart):
    with pytest.raises(ValueError, match="parent is another kind"):
        chart.open("Assets:Bank:Fees", AccountKind.INCOME)


@pytest.mark.parametrize("path", ["", "Assets:", ":Bank", "Assets::Bank"])
def test_refuses_paths_with_empty_parts(path):
    with pytest.raises(ValueError, match="no empty part"):
        ChartOfAccounts().open(path, AccountKind.ASSET)


def test_names_the_account_that_is_missing(chart):
    assert "Assets:Gold" not in chart
    with pytest.raises(KeyError, match="no account Assets:Gold"):
        chart["Assets:Gold"]
