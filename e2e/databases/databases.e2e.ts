import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJunit } from '../harness/junit.js';
import type { Project } from '../harness/project.js';
import { pytest } from '../harness/pytest.js';
import { pythonWithDatabases } from '../harness/python-environment.js';
import { steadfast } from '../harness/steadfast.js';
import { CATALOG, IN_TRANSACTIONS, TRANSACTIONAL } from './django-app.js';
import { PostgresqlServer } from './postgresql-server.js';
import { createRecipe, numbered } from './recipe.js';

const PYTHON = pythonWithDatabases();
const MISSING = PYTHON === undefined ? 'no Python packages' : PostgresqlServer.missing();

const ISOLATIONS = ['spawn', 'pytest', 'project'] as const;

let server: PostgresqlServer;

beforeAll(async () => {
  if (MISSING === undefined) server = await PostgresqlServer.start();
});

afterAll(async () => {
  if (MISSING === undefined) await server[Symbol.asyncDispose]();
});

/** Outcome of every test. */
function outcomes(project: Project, report: string): readonly string[] {
  return readJunit(project.path(report)).map(
    ({ classname, name, outcome }) => `${classname} ${name} ${outcome}`,
  );
}

/** All tests of a project, by two workers of pytest-xdist. */
async function byXdist(project: Project): Promise<readonly string[]> {
  await pytest(['-n', '2', '--junitxml', 'xdist.xml'], project.root, PYTHON, environment());
  return outcomes(project, 'xdist.xml');
}

async function bySteadfast(project: Project, ...words: readonly string[]) {
  const own = ['--python', PYTHON ?? '', '-j', '2', '--junitxml', 'steadfast.xml'];
  const { exitCode, output } = await steadfast([...own, ...words], { cwd: project.root, env: environment() });
  return { exitCode, output, tests: outcomes(project, 'steadfast.xml') };
}

function environment(): Record<string, string> {
  const { PGUSER, PGHOST, PGPORT } = server.environment;
  const url = `postgresql+psycopg://${String(PGUSER)}@${String(PGHOST)}:${String(PGPORT)}`;
  return { ...server.environment, DATABASE_SERVER: url };
}

/** Puts the test databases of SQLite into files. */
function inFiles(project: Project): void {
  const settings = readFileSync(project.path('settings.py'), 'utf8');
  const name = '"NAME": "shop.sqlite3",';
  project.write({ 'settings.py': settings.replace(name, `${name} "TEST": {"NAME": "test_shop.sqlite3"},`) });
}

/** Test databases of SQLite that are left. */
function databaseFiles(project: Project): readonly string[] {
  return readdirSync(project.root).filter((name) => name.startsWith('test_shop'));
}

/** How many databases were dropped, and which were left. */
function fates(statements: readonly string[]): {
  readonly dropped: number;
  readonly left: readonly string[];
} {
  const there = new Set<string>();
  let dropped = 0;
  for (const statement of statements) {
    const [verb, name = ''] = statement.split(' ');
    if (verb === 'CREATE') there.add(name);
    else {
      dropped++;
      there.delete(name);
    }
  }
  return { dropped, left: [...there].sort() };
}

const title = MISSING === undefined ? 'databases' : `databases (skipped: ${MISSING})`;

describe.skipIf(MISSING !== undefined)(title, () => {
  describe('Django and PostgreSQL', () => {
    let project: Project;
    let expected: readonly string[];

    beforeAll(async () => {
      const files = {
        ...CATALOG,
        ...numbered('catalog', 9, IN_TRANSACTIONS),
        'test_a_commits.py': TRANSACTIONAL,
      };
      project = createRecipe('Django and PostgreSQL', files);
      expected = await byXdist(project);
    });

    afterAll(() => {
      project[Symbol.dispose]();
    });

    it.each(ISOLATIONS)(
      'has the results of pytest -n 2, with one database per slot, from %s',
      async (isolation) => {
        server.takeStatements();
        const words = ['--isolation', isolation, '--durations-file', `durations-${isolation}.json`];
        const { exitCode, tests, output } = await bySteadfast(project, ...words);
        expect({ exitCode, tests }, output).toEqual({ exitCode: 0, tests: expected });
        expect(tests).toHaveLength(9 * 4 + 2);
        // One for each slot, and another one after the file that empties the tables.
        expect(fates(server.takeStatements())).toEqual({ dropped: 3, left: [] });
        expect(output).toMatch(/because pytest-django and 2 others are installed/);
      },
    );

    it('keeps and reuses databases, and makes them anew once per slot, when told to', async () => {
      const files = ['test_catalog_00.py', 'test_catalog_01.py', 'test_catalog_02.py', 'test_catalog_03.py'];
      server.takeStatements();
      await bySteadfast(project, '--reuse-db', ...files);
      const slots = ['test_shop_gw0', 'test_shop_gw1'];
      expect(fates(server.takeStatements())).toEqual({ dropped: 0, left: slots });

      await bySteadfast(project, '--reuse-db', ...files);
      expect(server.takeStatements()).toEqual([]);

      const { exitCode, output } = await bySteadfast(project, '--reuse-db', '--create-db', ...files);
      expect(exitCode, output).toBe(0);
      expect(fates(server.takeStatements())).toEqual({ dropped: 2, left: slots });
    });
  });

  it('Django and SQLite in memory, migrated once per slot', async () => {
    const files = {
      ...CATALOG,
      ...numbered('catalog', 3, IN_TRANSACTIONS),
      'test_a_commits.py': TRANSACTIONAL,
    };
    using project = createRecipe('Django and SQLite', files);
    const { exitCode, tests, output } = await bySteadfast(project);
    expect(exitCode, output).toBe(0);
    expect(readFileSync(project.path('migrated.txt'), 'utf8')).toBe('migrated\n'.repeat(2));
    expect(tests).toEqual(await byXdist(project));
  });

  it('Django and SQLite in a file for each slot', async () => {
    const files = { ...CATALOG, ...numbered('catalog', 3, IN_TRANSACTIONS) };
    using project = createRecipe('Django and SQLite', files);
    inFiles(project);
    const { exitCode, output } = await bySteadfast(project);
    expect(exitCode, output).toBe(0);
    expect(readFileSync(project.path('migrated.txt'), 'utf8')).toBe('migrated\n'.repeat(2));
    expect(databaseFiles(project)).toEqual([]);
  });

  it('a database that a fixture of the project fills is made for each file', async () => {
    const conftest = `
import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    from catalog.models import Product

    with django_db_blocker.unblock():
        Product.objects.create(name="of the session")
`;
    const text = `
import pytest
from catalog.models import Product


@pytest.mark.django_db
def test_filled():
    assert Product.objects.count() == 2
`;
    const files = { ...CATALOG, 'conftest.py': conftest, ...numbered('filled', 3, text) };
    using project = createRecipe('Django and SQLite', files);
    inFiles(project);
    const { exitCode, output } = await bySteadfast(project);
    expect(exitCode, output).toBe(0);
    expect(databaseFiles(project)).toEqual([]);
  });

  it.each(ISOLATIONS)('pytest-postgresql has the results of pytest -n 2, from %s', async (isolation) => {
    const text = `
def test_database_of_the_worker(postgresql, worker_id):
    assert postgresql.info.dbname == "tests" + worker_id


def test_empty(postgresql):
    postgresql.execute("CREATE TABLE things (name text)")
    postgresql.commit()
`;
    using project = createRecipe('pytest-postgresql', numbered('postgresql', 10, text));
    const { exitCode, tests, output } = await bySteadfast(project, '--isolation', isolation);
    expect(exitCode, output).toBe(0);
    if (isolation === 'spawn') expect(tests).toEqual(await byXdist(project));
    expect(tests).toHaveLength(20);
  });

  it('SQLAlchemy: a database for each slot', async () => {
    const text = `
from conftest import products


def test_starts_empty(session):
    assert session.query(products).count() == 0
    session.execute(products.insert().values(name="product"))
    session.commit()


def test_starts_empty_again(session):
    assert session.query(products).count() == 0
`;
    using project = createRecipe('SQLAlchemy: a database for each slot', numbered('products', 4, text));
    server.takeStatements();
    const { exitCode, output } = await bySteadfast(project);
    expect(exitCode, output).toBe(0);
    expect(server.takeStatements().toSorted()).toEqual(['CREATE products_0', 'CREATE products_1']);
  });
});

describe.skipIf(PYTHON === undefined)('a lock file', () => {
  it.each(ISOLATIONS)('has something made once per run, from %s', async (isolation) => {
    const text = 'def test_it(session_data):\n    assert session_data == {"answer": 42}\n';
    using project = createRecipe('Once per run: a lock file', numbered('data', 4, text));
    // Of another run, it is made again.
    for (const runs of isolation === 'pytest' ? [1, 2] : [1]) {
      const words = ['--python', PYTHON ?? '', '-j', '2', '--isolation', isolation];
      const { exitCode, output } = await steadfast(words, { cwd: project.root });
      expect(exitCode, output).toBe(0);
      expect(readFileSync(project.path('produced.txt'), 'utf8')).toBe('produced\n'.repeat(runs));
    }
  });
});
