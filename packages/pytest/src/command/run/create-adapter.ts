import type { Adapter } from '@steadfast/core';
import { type Attachment, createAttachedLauncher } from '../../adapter/attached-launcher.js';
import type { PytestProject } from '../../adapter/launcher.js';
import { createPytestAdapter } from '../../adapter/pytest-adapter.js';
import { createSpawnLauncher } from '../../adapter/spawn-launcher.js';
import { createHostLauncher } from '../../host/host-launcher.js';
import type { OptionValues } from '../../options/option-table.js';

export interface AdapterRequest {
  readonly isolation: OptionValues['isolation'];
  readonly slots: number;
  /** The terminal, for the one attempt that has it. */
  readonly attachment: Attachment | undefined;
}

/** pytest with the launchers that this platform and the wanted isolation allow. */
export function createAdapter(
  project: PytestProject,
  { isolation, slots, attachment }: AdapterRequest,
): Adapter {
  if (attachment !== undefined)
    return createPytestAdapter(project, { spawn: createAttachedLauncher(project, attachment) });
  const direct = createSpawnLauncher(project);
  // Hosts adopt orphans and fork, and only Linux has both.
  if (process.platform !== 'linux') return createPytestAdapter(project, { spawn: direct });
  const spawn = createHostLauncher({ kind: 'cold', project, slots, fallback: direct });
  const warm = createHostLauncher({ kind: 'warm', project, slots, fallback: spawn });
  return createPytestAdapter(project, isolation === 'spawn' ? { spawn } : { spawn, warm });
}
