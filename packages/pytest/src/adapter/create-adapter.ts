import type { Adapter } from '@steadfast/core';
import { type Attachment, createAttachedLauncher } from './attached-launcher.js';
import type { PytestProject } from './launcher.js';
import { createPytestAdapter } from './pytest-adapter.js';
import { createSpawnLauncher } from './spawn-launcher.js';
import type { PytestIsolation } from '../zygote/rung.js';
import { createZygoteLauncher } from '../zygote/zygote-launcher.js';

/** How deep `auto` goes. */
const AUTO: PytestIsolation = 'project';

export interface AdapterRequest {
  readonly isolation: PytestIsolation;
  /** The terminal, for the one attempt that has it. */
  readonly attachment: Attachment | undefined;
}

/** pytest with the launchers that this platform and the wanted isolation allow. */
export function createAdapter(project: PytestProject, { isolation, attachment }: AdapterRequest): Adapter {
  const deepest = isolation === 'auto' ? AUTO : isolation;
  if (attachment !== undefined)
    return createPytestAdapter(project, { spawn: createAttachedLauncher(project, attachment) });
  const direct = createSpawnLauncher(project);
  // Zygotes adopt orphans and fork, and only Linux has both.
  if (process.platform !== 'linux') return createPytestAdapter(project, { spawn: direct });
  const spawn = createZygoteLauncher({ kind: 'cold', project, deepest, fallback: direct });
  const warm = createZygoteLauncher({ kind: 'warm', project, deepest, fallback: spawn });
  return createPytestAdapter(project, deepest === 'spawn' ? { spawn } : { spawn, warm });
}
