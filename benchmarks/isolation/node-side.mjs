import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { STEADFAST } from './contenders.mjs';
import { tinySuite } from './suites.mjs';

/** CPU time and peak memory of the Node side over suites of growing size. */
export function measureNodeSide(root, { python, slots, sizes }) {
  const usages = sizes.map((size) => {
    const { cwd } = tinySuite(join(root, `node-side-${size}`), size);
    const usage = runWithUsage(cwd, ['--python', python, '-j', String(slots), '--progress', 'lines']);
    return { size, ...usage };
  });
  const [first, last] = [usages[0], usages.at(-1)];
  return { usages, cpuMsPerFile: (last.cpuMs - first.cpuMs) / (last.size - first.size) };
}

function runWithUsage(cwd, args) {
  const printUsage = pathToFileURL(join(import.meta.dirname, 'print-usage.mjs')).href;
  const { stderr, status } = spawnSync(process.execPath, ['--import', printUsage, STEADFAST, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const line = /^USAGE (.*)$/m.exec(stderr)?.[1];
  if (status !== 0 || line === undefined)
    throw new Error(`steadfast failed with ${status}:\n${stderr.slice(0, 4000)}`);
  return JSON.parse(line);
}
