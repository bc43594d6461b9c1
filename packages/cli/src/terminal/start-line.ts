import type { RunEvent } from '@steadfast/core';
import { plural } from './counts-text.js';
import { printable } from './printable.js';

/** `300 files, 8 slots, shard 2/4, pytest 8.4.1, python 3.12.3` */
export function startLine({
  files,
  shared,
  slots,
  shard,
  tools,
}: Extract<RunEvent, { type: 'run-started' }>): string {
  const versions = Object.entries(tools).map(([tool, version]) => `${tool} ${version}`);
  const part = shard === undefined ? [] : [`shard ${shard.index}/${shard.total} of plan ${shard.planDigest}`];
  return printable(
    [
      shared === true ? 'files from a queue' : plural(files.length, 'file'),
      plural(slots, 'slot'),
      ...part,
      ...versions,
    ].join(', '),
    false,
  );
}
