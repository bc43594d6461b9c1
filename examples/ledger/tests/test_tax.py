import pytest

from ledger import Money
from ledger.tax import RATES, add_tax, extract_tax, tax_return


@pytest.mark.parametrize(("rate", "tax"), [("standard", 1_900), ("reduced", 700), ("zero", 0)])
def test_adds_tax(rate, tax):
    assert add_tax(Money(10_000), rate).tax == Money(tax)


@pytest.mark.parametrize("rate", sorted(RATES))
@pytest.mark.parametrize("gross", [1, 119, 9_999, 1_000_001])
def test_extracted_tax_adds_up(rate, gross):
    assert extract_tax(Money(gross), rate).gross == Money(gross)


def test_unknown_rates_are_errors():
    with pytest.raises(KeyError):
        add_tax(Money(100), "luxury")


def test_return_is_what_was_collected_less_what_was_paid():
    sales = [add_tax(Money(10_000), "standard"), add_tax(Money(5_000), "reduced")]
    purchases = [add_tax(Money(2_000), "standard")]
    assert tax_return(sales, purchases) == Money(1_870)
    assert tax_return([], purchases) == Money(-380)
