import { awayWhilePytestLooks } from '../faults/away-while-pytest-looks.js';
import { createFeatureBranch, NEW_FILE, type Repository } from '../vanished/feature-branch.js';

/** How `steadfast` is called so that every kind of result happens; `-j 4` makes lanes that wait for the longest file. */
const recovers = awayWhilePytestLooks({ path: 'tests/test_catalog.py', attempts: [1, 2] });
export const SHOP_ARGUMENTS = [
  ...['-j', '4', '--retries', '1', '--file-timeout', '3s', '--grace', '0.5s', '--leaks', 'warn'],
  ...recovers.args,
];
export const SHOP_ENVIRONMENT = recovers.env;

const GREEN = ['accounts', 'addresses', 'coupons', 'currency', 'invoices', 'orders', 'payments', 'pricing'];

/** A shop with a failure of each kind: an assertion, an error of a fixture, a crash, a time limit, and a file that vanishes. */
export function createShop(): Repository {
  const shop = createFeatureBranch({
    'pytest.ini': '[pytest]\naddopts = -q\n',
    'pyproject.toml': LATE,
    'tests/test_cart.py': CART,
    'tests/test_checkout.py': CHECKOUT,
    'tests/test_catalog.py': 'def test_catalog_lists_books():\n    assert "book" in ["book"]\n',
    'tests/test_search.py': SEARCH,
    'tests/test_export.py': EXPORT,
    'tests/test_sync.py': SYNC,
    'tests/test_mailer.py': MAILER,
    'tests/test_reports.py':
      'import time, warnings\n\ndef test_yearly_report():\n    warnings.warn("use sales() instead of turnover()", DeprecationWarning)\n    time.sleep(2.6)\n',
    ...Object.fromEntries(GREEN.map((name, index) => [`tests/test_${name}.py`, green(name, index)])),
  });
  // The other branch has all but the newest file, so that only that one vanishes.
  shop.git('checkout', '--quiet', '-b', 'without-new');
  shop.git('rm', '--quiet', NEW_FILE);
  shop.git('commit', '--quiet', '--message', 'Take the newest file away');
  shop.git('branch', '--force', 'main');
  shop.git('checkout', '--quiet', 'feature');
  return shop;
}

/** The newest file comes after the long one, when it is gone. */
const LATE = `[[tool.steadfast.overrides]]
paths = ["tests/test_reports.py", "${NEW_FILE}"]
group = "late"
`;

const CART = `import pytest

def total(prices, discount=0):
    return {"net": sum(prices), "discount": discount, "gross": sum(prices) - discount}

def test_total():
    assert total([1, 2])["net"] == 3

def test_total_has_discount():
    print("prices come from the catalog")
    expected = {"net": 30, "discount": 3, "gross": 27}
    assert total([10, 20], discount=2) == expected

def test_lines_of_receipt():
    receipt = "Book     10.00\\nPencil    1.50\\nTotal    11.50"
    assert receipt == "Book     10.00\\nPencil    1.80\\nTotal    11.80"

@pytest.mark.parametrize("code", ["spring", "summer", "<b>winter</b>"])
def test_coupon(code):
    assert code != "summer", f"coupon {code} has expired"

@pytest.mark.skip(reason="needs a printer")
def test_prints_receipt():
    pass

@pytest.mark.xfail(reason="rounding, see #12")
def test_rounding():
    assert round(2.675, 2) == 2.68
`;

const CHECKOUT = `import logging
import pytest

@pytest.fixture
def bank():
    logging.getLogger("bank").warning("connecting to bank.example")
    raise ConnectionError("bank.example: connection refused")

def test_pays(bank):
    assert bank.pay(10)

def test_ships():
    assert True
`;

const SEARCH = `import pathlib

def test_finds_book():
    seen = pathlib.Path(__file__).with_name(".searched")
    first = not seen.exists()
    seen.touch()
    print("the index is being built" if first else "the index is ready")
    assert not first, "timeout: no answer from the index after 50 ms"

def test_finds_nothing():
    assert [] == []
`;

const EXPORT = `import os

def test_writes_csv():
    assert True

def test_writes_xlsx():
    print("loading the spreadsheet library")
    os._exit(0)
`;

const SYNC = `import time

def test_waits_for_warehouse():
    print("waiting for the warehouse")
    time.sleep(60)
`;

const MAILER = `import subprocess

def test_renders_mail():
    assert "Hello" in "Hello, reader"

def test_sends_mail():
    subprocess.Popen(["setsid", "sh", "-c", "sleep 0.7; git checkout --quiet main"])
`;

function green(name: string, index: number): string {
  const sleep = (0.15 + (index % 4) * 0.22).toFixed(2);
  return `import time
import pytest

def test_${name}_slowly():
    time.sleep(${sleep})

@pytest.mark.parametrize("number", range(${4 + index * 3}))
def test_${name}(number):
    assert number >= 0
`;
}
