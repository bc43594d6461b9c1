import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execaSync } from 'execa';

/** A Python with packages that some tests are about, made once under the repository. */
class PythonEnvironment {
  readonly #folder: string;

  constructor(
    folder: string,
    private readonly packages: readonly string[],
  ) {
    this.#folder = join(import.meta.dirname, '../..', folder);
  }

  /** Its interpreter; `undefined` where it cannot be had. */
  python(): string | undefined {
    const python = join(this.#folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
    // Says that the environment is complete, and what was asked for.
    const stamp = join(this.#folder, 'installed.txt');
    const wanted = this.packages.join('\n');
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
    try {
      execaSync('python3', ['-m', 'venv', '--clear', this.#folder]);
      const pip = ['-m', 'pip', '--disable-pip-version-check', 'install', '--quiet'];
      execaSync(python, [...pip, ...this.packages]);
      writeFileSync(stamp, wanted);
      return python;
    } catch (error) {
      rmSync(this.#folder, { recursive: true, force: true });
      // Without a network there is none. On a CI machine there is one, and tests that are skipped would look green.
      if (process.env['CI'] !== undefined) throw error;
      return undefined;
    }
  }
}

const PLUGINS = new PythonEnvironment('.venv-plugins', [
  'pytest',
  'pytest-asyncio',
  'pytest-cov',
  'pytest-django',
  'pytest-mock',
  'pytest-randomly',
  'pytest-timeout',
  'pytest-xdist',
  'django',
  'hypothesis',
]);

const REPORTING_PLUGINS = new PythonEnvironment('.venv-reporting', [
  'pytest',
  'PyYAML',
  'allure-pytest',
  'pytest-bdd',
  'pytest-benchmark',
  'pytest-dependency',
  'pytest-html',
  'pytest-json-report',
  'pytest-randomly',
  'pytest-reportlog',
  'pytest-testmon',
  'pytest-timeout',
  'pytest-xprocess',
]);

const DATABASES = new PythonEnvironment('.venv-databases', [
  'pytest',
  'pytest-django',
  'pytest-postgresql',
  'pytest-xdist',
  'SQLAlchemy',
  'django',
  'filelock',
  'psycopg[binary]',
]);

/** A Python with what tests of databases use. */
export function pythonWithDatabases(): string | undefined {
  return DATABASES.python();
}

/** A Python with the plugins that many projects use. */
export function pythonWithPlugins(): string | undefined {
  return PLUGINS.python();
}

/** A Python with plugins that write files of their own, end tests or collect other things than tests. */
export function pythonWithReportingPlugins(): string | undefined {
  return REPORTING_PLUGINS.python();
}
