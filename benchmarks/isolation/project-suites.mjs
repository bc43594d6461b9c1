import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {import('./suites.mjs').Suite} Suite */

const FILES = 60;

/** 60 files whose conftest imports pandas, as projects that analyse data have it. @returns {Suite} */
export function pandasSuite(root) {
  return projectSuite(root, 'pandas', `${FILES} files, the conftest imports pandas`, {
    'pytest.ini': '[pytest]\n',
    'tests/conftest.py': `import pandas\nimport pytest\n\n\n@pytest.fixture\ndef frame():\n    return pandas.DataFrame({"a": [1, 2]})\n`,
    test: () =>
      `def test_sum(frame):\n    assert frame.a.sum() == 3\n\n\ndef test_shape(frame):\n    assert frame.shape == (2, 1)\n`,
  });
}

/** 60 files of a Django project with a model, each with a test database of its own. @returns {Suite} */
export function djangoSuite(root) {
  return projectSuite(root, 'django', `${FILES} files of a Django project`, {
    'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = site_of.settings\npythonpath = .\n',
    'site_of/__init__.py': '',
    'site_of/settings.py': `SECRET_KEY = "x"\nINSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "shop"]\nDATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}\nDEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"\nUSE_TZ = True\n`,
    'shop/__init__.py': '',
    'shop/models.py': `from django.db import models\n\n\nclass Item(models.Model):\n    name = models.CharField(max_length=50)\n`,
    test: () =>
      `import pytest\n\nfrom shop.models import Item\n\n\n@pytest.mark.django_db\ndef test_create():\n    Item.objects.create(name="a")\n    assert Item.objects.count() == 1\n\n\ndef test_name():\n    assert str(Item(name="b").name) == "b"\n`,
  });
}

/** How long the application of {@link applicationSuite} takes to import, in seconds of CPU time. */
const IMPORT_SECONDS = 1.5;

/** 60 files that import an application of 30 modules, as one with FastAPI, SQLAlchemy and pydantic models is. @returns {Suite} */
export function applicationSuite(root) {
  const modules = 30;
  const burn = `import time\n\n_end = time.process_time() + ${IMPORT_SECONDS / modules}\nwhile time.process_time() < _end:\n    pass\n`;
  const files = {
    'pytest.ini': '[pytest]\npythonpath = .\n',
    'app/__init__.py': '',
    'app/main.py': `${Array.from({ length: modules }, (_, index) => `from app import part_${index}`).join('\n')}\n\n\ndef answer():\n    return part_0.VALUE + 42\n`,
    test: () =>
      `from app.main import answer\n\n\ndef test_answer():\n    assert answer() == 42\n\n\ndef test_again():\n    assert answer() > 0\n`,
  };
  for (let index = 0; index < modules; index++) files[`app/part_${index}.py`] = `${burn}\nVALUE = 0\n`;
  return projectSuite(
    root,
    'application',
    `${FILES} files that import an application for ${IMPORT_SECONDS} s`,
    files,
  );
}

function projectSuite(root, name, title, { test, ...others }) {
  const cwd = join(root, name);
  const files = Array.from(
    { length: FILES },
    (_, index) => `tests/test_${String(index).padStart(4, '0')}.py`,
  );
  const write = (path, text) => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };
  for (const [path, text] of Object.entries(others)) write(path, text);
  for (const [index, path] of files.entries()) write(path, test(index));
  return { name, title, cwd, paths: ['tests'], files };
}
