import { createHash } from 'node:crypto';

/** The keys of a build's book. All begin with the prefix; none holds anything but the build's id. */
export interface BookKeys {
  /** Digest and newest generation. */
  readonly head: string;
  /** All paths of the suite. */
  readonly suite: string;
}

/** The keys of a generation. */
export interface GenerationKeys extends BookKeys {
  readonly generation: number;
  /** Counters and flags: files, ready, red, attempt, joined. */
  readonly state: string;
  /** Paths that this generation runs; the suite's own list in the first one. */
  readonly files: string;
  /** path -> counted verdict */
  readonly done: string;
  /** Verdicts that came too late. */
  readonly late: string;
  /** path -> opinions of nodes that passed it on */
  readonly elsewhere: string;
  /** node -> what it is */
  readonly nodes: string;
  /** node -> when it was last heard of; only nodes that still work. */
  readonly seen: string;
  /** node -> since when it has been idle */
  readonly idle: string;
  /** node -> why it was fenced off */
  readonly fenced: string;
  /** The node that fills the queue. */
  readonly filling: string;
  /** Name of BullMQ's queue. */
  readonly queue: string;
}

export function bookKeys(prefix: string, build: string): BookKeys {
  const base = `${prefix}:book:${keyPart(build)}`;
  return { head: `${base}:head`, suite: `${base}:suite` };
}

export function generationKeys(prefix: string, build: string, generation: number): GenerationKeys {
  const base = `${prefix}:book:${keyPart(build)}:${generation}`;
  const book = bookKeys(prefix, build);
  return {
    ...book,
    generation,
    state: `${base}:state`,
    files: generation === 1 ? book.suite : `${base}:files`,
    done: `${base}:done`,
    late: `${base}:late`,
    elsewhere: `${base}:elsewhere`,
    nodes: `${base}:nodes`,
    seen: `${base}:seen`,
    idle: `${base}:idle`,
    fenced: `${base}:fenced`,
    filling: `${base}:filling`,
    queue: `${keyPart(build)}@${generation}`,
  };
}

const QUEUE_PARTS = [
  ...['wait', 'active', 'prioritized', 'delayed', 'completed', 'failed', 'paused'],
  ...['meta', 'id', 'events', 'pc', 'stalled', 'marker'],
] as const;

/** Everything of a generation that must be kept from expiring while a node lives, but for the jobs. */
export function expiringKeys(keys: GenerationKeys, queueKey: (part: string) => string): readonly string[] {
  const { head, suite, state, files, done, late, elsewhere, nodes, seen, idle, fenced } = keys;
  const book = [head, suite, state, files, done, late, elsewhere, nodes, seen, idle, fenced];
  return [...new Set([...book, ...QUEUE_PARTS.map(queueKey)])];
}

/** Key of a part of a generation's queue, as BullMQ has it. */
export function queueKeyIn(prefix: string, { queue }: GenerationKeys): (part: string) => string {
  return (part) => `${prefix}:${queue}:${part}`;
}

/** The id of a file's job: BullMQ allows neither colons nor numbers. */
export function jobId(path: string): string {
  return `f${createHash('sha256').update(path).digest('base64url').slice(0, 21)}`;
}

/** Distinct builds have distinct keys, whatever their ids are made of. */
function keyPart(build: string): string {
  return build.replaceAll(/[^\w.-]/g, (character) => `%${character.codePointAt(0)?.toString(16) ?? ''}`);
}
