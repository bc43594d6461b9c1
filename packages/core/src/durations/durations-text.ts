import { checker, parseJson } from '../foreign/check.js';
import { validateDurationsContent } from '../generated/validators.js';
import { comparePaths } from '../path-order.js';
import { type Durations, type DurationSample, mergeDurations } from './durations.js';
import { DURATIONS_VERSION, type DurationsContent } from './durations-content.js';

const checkDurations = checker<DurationsContent>(validateDurationsContent);

/** What a text turned out to be. */
export type ParsedDurations =
  | { readonly kind: 'own'; readonly durations: Durations }
  /** Durations that another tool wrote. */
  | { readonly kind: 'imported'; readonly durations: Durations; readonly from: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The text of a durations file: JSON, a file per line, sorted by path. */
export function durationsText(durations: Durations): string {
  const lines = [...durations]
    .sort(([a], [b]) => comparePaths(a, b))
    .map(([path, samples]) => `  ${JSON.stringify(path)}: ${JSON.stringify(samples)}`);
  const files = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n }`;
  return `{\n "version": ${DURATIONS_VERSION},\n "files": ${files}\n}\n`;
}

/** Understands a durations file of Steadfast, `.test_durations` of pytest-split, and plain `{"path": seconds}`. */
export function parseDurations(text: string): ParsedDurations {
  const json = parseJson(text);
  if (json.kind === 'invalid') return { kind: 'unreadable', reason: json.problem };
  const content = json.value;
  if (isObject(content) && 'version' in content && isObject(content['files'])) return parseOwn(content);
  // pytest-split wrote a list of pairs before it wrote an object.
  const entries: unknown = Array.isArray(content)
    ? content
    : isObject(content)
      ? Object.entries(content)
      : [];
  if (isList(entries) && (entries.length > 0 || isObject(content)) && entries.every(isSeconds))
    return imported(entries);
  return { kind: 'unreadable', reason: 'it holds something else than durations' };
}

function parseOwn(content: Readonly<Record<string, unknown>>): ParsedDurations {
  if (content['version'] !== DURATIONS_VERSION) {
    const reason = `it has version ${String(content['version'])}, and this Steadfast reads version ${DURATIONS_VERSION}`;
    return { kind: 'unreadable', reason };
  }
  const checked = checkDurations(content);
  if (checked.kind === 'invalid') return { kind: 'unreadable', reason: checked.problem };
  // Written by hand or by git's merge, it may not be sorted.
  return { kind: 'own', durations: mergeDurations(new Map(Object.entries(checked.value.files))) };
}

/** Tests of one file are added up; node ids and paths may stand side by side. */
function imported(entries: readonly (readonly [string, number])[]): ParsedDurations {
  const sums = new Map<string, number>();
  for (const [id, seconds] of entries) {
    const path = id.split('::', 1)[0] as string;
    sums.set(path, (sums.get(path) ?? 0) + seconds);
  }
  const durations = [...sums].map(([path, seconds]) => [path, [sampleOf(seconds)]] as const);
  const from = entries.some(([id]) => id.includes('::')) ? 'pytest-split' : 'seconds by path';
  return { kind: 'imported', durations: new Map(durations), from };
}

function sampleOf(seconds: number): DurationSample {
  return [0, Math.max(1, Math.round(seconds * 1000))];
}

function isSeconds(value: unknown): value is readonly [string, number] {
  return isList(value) && value.length === 2 && typeof value[0] === 'string' && isDuration(value[1]);
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
