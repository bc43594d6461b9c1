import type { Tree } from 'nx/src/devkit-exports.js';

/**
 * Formats what a generator has written as the workspace formats its files. That is @nx/devkit's, which a workspace need not
 * have: without it the files stay as they are written.
 */
export async function formatFiles(tree: Tree): Promise<void> {
  const devkit = await import('@nx/devkit').catch(() => undefined);
  await devkit?.formatFiles(tree);
}
