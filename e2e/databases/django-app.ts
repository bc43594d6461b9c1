/** An application with a table, and a migration that fills it. */
export const CATALOG = {
  'catalog/__init__.py': '',
  'catalog/models.py': `
from django.db import models


class Product(models.Model):
    name = models.CharField(max_length=50, unique=True)
`,
  'catalog/migrations/__init__.py': '',
  'catalog/migrations/0001_initial.py': `
from django.db import migrations, models


def add_sample(apps, schema_editor):
    apps.get_model("catalog", "Product").objects.create(name="sample")
    with open("migrated.txt", "a") as log:
        log.write("migrated\\n")


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Product", [
            ("id", models.AutoField(primary_key=True, serialize=False)),
            ("name", models.CharField(max_length=50, unique=True)),
        ]),
        migrations.RunPython(add_sample),
    ]
`,
};

/** Needs a database that is as the migrations leave it. */
export const IN_TRANSACTIONS = `
import time

import pytest
from catalog.models import Product
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", range(3))
def test_as_migrated(number):
    assert [product.name for product in Product.objects.all()] == ["sample"]
    Product.objects.create(name="product")
    time.sleep(0.02)


def test_database_of_the_worker(worker_id):
    name = str(connection.settings_dict["NAME"])
    assert worker_id in name or "mode=memory" in name
`;

/** Empties all tables after each test. It is to come first. */
export const TRANSACTIONAL = `
import pytest
from catalog.models import Product


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(2))
def test_commits(number):
    Product.objects.create(name="committed")
    assert Product.objects.filter(name="committed").exists()
`;
