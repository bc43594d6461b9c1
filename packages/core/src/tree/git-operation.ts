import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What git leaves in its folder while it works on the tree: https://git-scm.com/docs/gitrepository-layout */
const TRACES = ['index.lock', 'HEAD.lock', 'rebase-merge', 'rebase-apply'];

/** Whether an entry of git's folder says that git begins or ends to work on the tree. */
export function isTraceOfOperation(name: string): boolean {
  return TRACES.includes(name);
}

/** Whether git works on a tree now, whose `.git` this is: a checkout, a stash, a rebase. */
export function isGitBusy(gitDirectory: string): boolean {
  return TRACES.some((name) => existsSync(join(gitDirectory, name)));
}
