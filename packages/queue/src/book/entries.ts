import type { Verdict } from '@steadfast/core';
import type { Opinion } from '../claim/second-opinion.js';
import { isRecord, parseJson, UnreadableQueue } from './validate.js';

/** A verdict in the build book. */
export interface CountedVerdict {
  readonly verdict: Verdict;
  /** The claim that it came from. */
  readonly claim: string;
  /** The node's name. */
  readonly node: string;
  readonly runId: string;
  /** Milliseconds since the epoch, by the node's clock. */
  readonly at: number;
  readonly attempts: number;
  readonly reason?: string;
}

/** A verdict that came after its claim was lost: kept as evidence. */
export interface LateVerdict extends CountedVerdict {
  readonly path: string;
}

/** A node of a build. */
export interface NodeEntry {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly slots: number;
  /** Number of its shard, where it has one. */
  readonly index?: number;
  readonly joinedAt: number;
}

const VERDICTS: ReadonlySet<string> = new Set<Verdict>([
  ...(['passed', 'flaky', 'recovered', 'failed', 'missing'] as const),
  ...(['timed-out', 'crashed', 'error', 'cancelled'] as const),
]);

export function parseCounted(json: string): CountedVerdict {
  const value = parseJson(json, 'a verdict');
  if (!isCounted(value)) throw new UnreadableQueue('The queue holds a verdict that Steadfast did not write.');
  return value;
}

export function parseLate(json: string): LateVerdict {
  const value = parseJson(json, 'a late verdict');
  if (!isCounted(value) || !('path' in value) || typeof value.path !== 'string')
    throw new UnreadableQueue('The queue holds a late verdict that Steadfast did not write.');
  return { ...value, path: value.path };
}

export function parseOpinions(json: string): readonly Opinion[] {
  const value = parseJson(json, 'opinions');
  if (!Array.isArray(value) || !value.every(isOpinion))
    throw new UnreadableQueue('The queue holds opinions that Steadfast did not write.');
  return value;
}

export function parseNode(id: string, json: string): NodeEntry {
  const value = parseJson(json, 'a node');
  if (!isRecord(value)) throw new UnreadableQueue('The queue holds a node that Steadfast did not write.');
  const { name, host, slots, index, joinedAt } = value;
  if (
    typeof name !== 'string' ||
    typeof host !== 'string' ||
    typeof slots !== 'number' ||
    typeof joinedAt !== 'number'
  )
    throw new UnreadableQueue('The queue holds a node that Steadfast did not write.');
  return { id, name, host, slots, joinedAt, ...(typeof index === 'number' && { index }) };
}

function isCounted(value: unknown): value is CountedVerdict {
  if (!isRecord(value) || !isVerdict(value['verdict'])) return false;
  const texts = [value['claim'], value['node'], value['runId']];
  const numbers = [value['at'], value['attempts']];
  return (
    texts.every((each) => typeof each === 'string') &&
    numbers.every((each) => typeof each === 'number') &&
    (value['reason'] === undefined || typeof value['reason'] === 'string')
  );
}

function isOpinion(value: unknown): value is Opinion {
  return isRecord(value) && typeof value['node'] === 'string' && isVerdict(value['verdict']);
}

function isVerdict(value: unknown): value is Verdict {
  return typeof value === 'string' && VERDICTS.has(value);
}
