import type { Declarations, Requirement, Service, Teardown, TestFile } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import picomatch from 'picomatch';
import type { SteadfastTable } from '../steadfast-table.js';
import { suggestion } from '../suggestion.js';
import { readTables, type ValuesOf } from '../tables/read-table.js';
import { relativePath } from '../tables/relative-path.js';
import { SERVICE_KEYS, SETUP_KEYS, TEARDOWN_KEYS } from './service-keys.js';

/** What `[tool.steadfast]` declares, apart from the environment that it runs in. */
export type DeclaredServices = Omit<Declarations, 'environment'>;

/**
 * Reads `[[tool.steadfast.services]]`, `setup` and `teardown`.
 *
 * @throws {UsageError} with a line for every fault in them.
 */
export function readServices(table: SteadfastTable | undefined): DeclaredServices | undefined {
  if (table === undefined) return undefined;
  const problems: string[] = [];
  const report = (problem: string): void => void problems.push(problem);
  const services = readTables(table, 'services', SERVICE_KEYS, report).map((values): Service => {
    if (values.ready === undefined && !values.command.some((word) => word.includes('{port}')))
      report(
        `${table.file}: service ${values.name}: ready is missing: it must be ${SERVICE_KEYS.ready.allowed}`,
      );
    return {
      ...requirementOf(values, table.directory),
      kind: 'service',
      ready: values.ready ?? { kind: 'port', port: '{port}' },
      stopSignal: values['stop-signal'],
    };
  });
  const setups = readTables(table, 'setup', SETUP_KEYS, report).map((values): Requirement => ({
    ...requirementOf(values, table.directory),
    kind: 'setup',
  }));
  const teardowns = readTables(table, 'teardown', TEARDOWN_KEYS, report).map((values): Teardown => ({
    ...commandOf(values, table.directory),
    kind: 'teardown',
  }));
  const requirements = [...services, ...setups];
  for (const problem of [...problemsAmong(requirements), ...sameNames(teardowns)])
    report(`${table.file}: ${problem}`);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const isNothing = requirements.length === 0 && teardowns.length === 0;
  return isNothing ? undefined : { requirements, teardowns, directory: table.directory };
}

function commandOf(values: ValuesOf<typeof TEARDOWN_KEYS>, directory: string) {
  const { name, command, per, paths, env: environment, timeout: timeoutMs } = values;
  const matches = picomatch([...paths], { dot: true });
  const isNeededBy = ({ absolutePath }: TestFile): boolean => matches(relativePath(directory, absolutePath));
  return { name, command, per, environment, timeoutMs, isNeededBy };
}

function requirementOf(values: ValuesOf<typeof SETUP_KEYS>, directory: string) {
  return { ...commandOf(values, directory), needs: values.needs, exports: values.export };
}

function problemsAmong(all: readonly Requirement[]): readonly string[] {
  const names = all.map(({ name }) => name);
  const needs = all.flatMap((requirement) =>
    requirement.needs.flatMap((needed) => {
      const title = `${requirement.kind} ${requirement.name}`;
      const found = all.find(({ name }) => name === needed);
      if (found === undefined)
        return [`${title} needs ${needed}, which is not declared${suggestion(needed, names)}`];
      return requirement.per === 'run' && found.per === 'slot'
        ? [`${title} is there once per run and needs ${needed}, which is there per slot`]
        : [];
    }),
  );
  const circles = all.filter((each) => reaches(each, each.name, all)).map(({ name }) => name);
  return [
    ...sameNames(all),
    ...needs,
    ...(circles.length === 0 ? [] : [`these need each other in a circle: ${circles.join(', ')}`]),
  ];
}

/** Whether a requirement needs another one, directly or not. */
function reaches(
  from: Requirement,
  target: string,
  all: readonly Requirement[],
  seen = new Set<string>(),
): boolean {
  return from.needs.some((needed) => {
    if (needed === target) return true;
    const next = all.find(({ name }) => name === needed);
    if (next === undefined || seen.has(needed)) return false;
    seen.add(needed);
    return reaches(next, target, all, seen);
  });
}

function sameNames(all: readonly (Requirement | Teardown)[]): readonly string[] {
  const repeated = all.filter(({ name }, index) => all.findIndex((other) => other.name === name) < index);
  return repeated.map(({ kind, name }) => `${kind} ${name}: another one has this name`);
}
