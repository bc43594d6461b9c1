import { accessSync, constants, existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A control group with little memory; disposed of when nothing runs in it any more. */
export interface MemoryLimit extends Disposable {
  /** A shell command line that puts the shell, and all that it starts afterwards, into the group. */
  readonly enter: string;
}

/** Version 1 and version 2 of control groups: where groups are made, and the file that limits them. */
const VERSIONS = [
  { parent: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes' },
  { parent: '/sys/fs/cgroup', limit: 'memory.max' },
];

let groups = 0;

/** Limits memory as a CI machine's container does; `undefined` where this user may not, which is everywhere but for root. */
export function limitMemory(bytes: number): MemoryLimit | undefined {
  const version = VERSIONS.find(({ parent }) => mayWrite(parent));
  if (version === undefined) return undefined;
  const group = join(version.parent, `steadfast-e2e-${process.pid}-${++groups}`);
  const limit = join(group, version.limit);
  const remove = (): void => {
    if (existsSync(group)) rmdirSync(group);
  };
  try {
    mkdirSync(group);
    writeFileSync(limit, String(bytes));
  } catch {
    remove();
    return undefined;
  }
  return { enter: `echo $$ > ${join(group, 'cgroup.procs')}`, [Symbol.dispose]: remove };
}

function mayWrite(path: string): boolean {
  try {
    accessSync(join(path, 'cgroup.procs'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
