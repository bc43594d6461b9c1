import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT_CODE } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import type { CommandContext } from '../command-context.js';
import type { ProjectRequest } from '../read-project.js';
import { judgementText, nodesText } from './judgement-text.js';
import { readFromQueue, type ReadBuild } from './read-queue.js';

/** Between two looks of `--watch`. */
const WATCH_MS = 2000;

/** `steadfast queue status`: how a build stands; with `--watch` again and again, until every file has a verdict. */
export async function queueCommand(
  { options, given }: ProjectRequest,
  context: CommandContext,
): Promise<number> {
  if (given.paths.length !== 1 || given.paths[0] !== 'status')
    throw new UsageError('steadfast queue can do one thing: steadfast queue status.');
  for (;;) {
    const build = await readFromQueue(options, context);
    context.stdout.write(options.format === 'json' ? `${statusJson(build)}\n` : `${statusText(build)}\n`);
    if (!options.watch || build.judgement.unfinished.length === 0) return EXIT_CODE.passed;
    await sleep(WATCH_MS);
  }
}

function statusText({ record, judgement }: ReadBuild): string {
  return [
    judgementText(record, { ...judgement, unfinished: [], red: judgement.red }),
    nodesText(record),
  ].join('\n');
}

function statusJson({ record, judgement }: ReadBuild): string {
  const { build, digest, generations } = record;
  const { files, red, unfinished, counts } = judgement;
  const newest = generations.at(-1);
  return JSON.stringify({
    ...{
      build,
      digest,
      generation: generations.length,
      ready: newest?.ready ?? false,
      files: files.length,
      counts,
    },
    red: red.map(({ path, counted }) => ({ path, ...counted })),
    unfinished: unfinished.map(({ path }) => path),
    nodes: newest?.nodes ?? [],
    late: newest?.late ?? [],
  });
}
