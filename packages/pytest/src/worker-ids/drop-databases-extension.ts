import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Extension, PreparedRun } from '@steadfast/core';
import { execa } from 'execa';
import { withPythonSide } from '../adapter/attempt-environment.js';
import type { PytestProject } from '../adapter/launcher.js';

/** In the folder of a slot: Django's test databases that its attempts have made, see `django_databases.py`. */
const MADE = 'django-databases.pickle';

const TIMEOUT_MS = 60_000;

/** Drops Django's test databases at the end of the run: attempts keep them for the next one of their slot. */
export function dropDatabasesExtension(
  { python, root, environment }: Pick<PytestProject, 'python' | 'root' | 'environment'>,
  warn: (message: string) => void,
): Extension {
  let run: PreparedRun | undefined;
  return {
    name: 'databases',
    prepare(prepared) {
      run = prepared;
      return Promise.resolve(undefined);
    },
    async finish(exitCode) {
      const { slots = 0, slotDirectory } = run ?? {};
      const made = Array.from({ length: slots }, (_, slot) => join(slotDirectory?.(slot) ?? '', MADE));
      const files = made.filter((path) => existsSync(path));
      if (files.length === 0) return exitCode;
      const { failed, all } = await execa(python, ['-m', 'steadfast_pytest.drop_databases', ...files], {
        cwd: root,
        env: withPythonSide(environment),
        extendEnv: false,
        stdin: 'ignore',
        all: true,
        reject: false,
        timeout: TIMEOUT_MS,
      });
      if (failed) warn(`test databases were not dropped: ${all.trim().split('\n').at(-1) ?? ''}`);
      return exitCode;
    },
  };
}
