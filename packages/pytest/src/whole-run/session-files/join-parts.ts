import type { SessionFile } from './session-file.js';

/** A kind of file that can be joined; pages of pytest-html cannot. */
export type JoinableKind = Exclude<SessionFile['kind'], 'html'>;

/**
 * Puts the parts of several attempts together to what one session would have written.
 *
 * @throws {SyntaxError} when a part that must be JSON is none.
 */
export function joinParts(kind: JoinableKind, parts: readonly string[]): string {
  switch (kind) {
    case 'log':
    case 'lines':
      return parts.join('');
    case 'junit':
      return joinJunit(parts);
    case 'cucumber':
      return `${JSON.stringify(parts.flatMap((part) => listOf(JSON.parse(part))))}\n`;
    case 'json-report':
      return `${JSON.stringify(joinJsonReports(objects(parts)))}\n`;
    case 'benchmark':
      return `${JSON.stringify(joinBenchmarks(objects(parts)), undefined, 4)}\n`;
  }
}

/** What pytest-json-report writes. */
function joinJsonReports(reports: readonly JsonObject[]): JsonObject {
  const lists = ['collectors', 'tests', 'warnings'].filter((name) =>
    reports.some((report) => name in report),
  );
  const codes = reports.map(({ exitcode }) => exitcode).filter((code) => typeof code === 'number');
  return {
    ...reports[0],
    duration: sumOf(reports, 'duration'),
    // No tests in one file are no news when there are some in another.
    exitcode: codes.find((code) => code !== 0 && code !== 5) ?? (codes.includes(0) ? 0 : 5),
    summary: reports
      .map(({ summary }) => summary)
      .filter(isObject)
      .reduce(addCounts, {}),
    ...Object.fromEntries(lists.map((name) => [name, reports.flatMap((report) => listOf(report[name]))])),
  };
}

/** What pytest-benchmark writes. */
function joinBenchmarks(reports: readonly JsonObject[]): JsonObject {
  return { ...reports[0], benchmarks: reports.flatMap(({ benchmarks }) => listOf(benchmarks)) };
}

function addCounts(a: JsonObject, b: JsonObject): JsonObject {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(names.map((name) => [name, sumOf([a, b], name)]));
}

function sumOf(objects: readonly JsonObject[], name: string): number {
  return objects.reduce((sum, each) => sum + (typeof each[name] === 'number' ? each[name] : 0), 0);
}

type JsonObject = Readonly<Record<string, unknown>>;

function objects(parts: readonly string[]): readonly JsonObject[] {
  return parts.map((part) => JSON.parse(part) as unknown).filter(isObject);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

const SUITE = /<testsuite\b([^>]*?)(?:\/>|>(.*)<\/testsuite>)/s;

/** One suite with the cases of all. */
function joinJunit(parts: readonly string[]): string {
  const suites = parts.flatMap((part) => {
    const found = SUITE.exec(part);
    return found === null ? [] : [{ attributes: found[1] ?? '', cases: found[2] ?? '' }];
  });
  const [first = parts[0] ?? ''] = parts;
  let attributes = suites[0]?.attributes ?? '';
  for (const name of ['errors', 'failures', 'skipped', 'tests', 'time']) {
    const sum = suites.reduce((total, suite) => total + numberOf(suite.attributes, name), 0);
    const text = name === 'time' ? sum.toFixed(3) : String(sum);
    attributes = attributes.replace(new RegExp(`\\b${name}="[^"]*"`), `${name}="${text}"`);
  }
  const cases = suites.map((suite) => suite.cases).join('');
  return first.replace(SUITE, () => `<testsuite${attributes}>${cases}</testsuite>`);
}

function numberOf(attributes: string, name: string): number {
  return Number(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? 0);
}
