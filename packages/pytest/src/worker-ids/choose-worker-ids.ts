/** Who gives attempts the ids of pytest-xdist's workers. */
export const WORKER_IDS = ['auto', 'xdist', 'off'] as const;

/** A value of `--worker-ids`. */
export type WorkerIds = (typeof WORKER_IDS)[number];

/**
 * Plugins that name a database, a port or a folder by the id of the worker, or with which projects do so, by distribution.
 * Without ids, the attempts of all slots would use the same one.
 */
const IN_NEED: ReadonlySet<string> = new Set([
  'pytest-alembic',
  'pytest-django',
  'pytest-dynamodb',
  'pytest-elasticsearch',
  'pytest-flask-sqlalchemy',
  'pytest-mongo',
  'pytest-mongodb',
  'pytest-mysql',
  'pytest-postgresql',
  'pytest-rabbitmq',
  'pytest-redis',
  'pytest-sqlalchemy',
  'pytest-xdist',
]);

/** Whether there are worker ids, and why. */
export type WorkerIdsChoice =
  | { readonly kind: 'given'; readonly because: 'option' }
  | { readonly kind: 'given'; readonly because: 'plugins'; readonly plugins: readonly string[] }
  | { readonly kind: 'none' };

/**
 * Decides whether attempts get worker ids.
 *
 * @param plugins Installed plugins, by distribution.
 */
export function chooseWorkerIds(wanted: WorkerIds, plugins: readonly string[]): WorkerIdsChoice {
  switch (wanted) {
    case 'xdist':
      return { kind: 'given', because: 'option' };
    case 'off':
      return { kind: 'none' };
    case 'auto': {
      const inNeed = plugins.filter((name) => IN_NEED.has(normalName(name))).map(normalName);
      return inNeed.length === 0
        ? { kind: 'none' }
        : { kind: 'given', because: 'plugins', plugins: [...new Set(inNeed)].sort() };
    }
  }
}

/** How names of distributions are compared: https://packaging.python.org/en/latest/specifications/name-normalization/ */
function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
