import type { DeclaredOptions } from './declared-options.js';

/**
 * The test files of a project, as the command finds them: one that was overlooked would never be run. Relative to the project.
 *
 * @param folder Absolute path of the project.
 */
export async function findTestFiles(folder: string, options: DeclaredOptions): Promise<readonly string[]> {
  // A large module, which only workspaces with CI targets need for a project graph.
  const { listTestFiles } = await import('@steadfast/cli');
  const args: readonly unknown[] = Array.isArray(options['args']) ? options['args'] : [];
  return listTestFiles({
    cwd: folder,
    args: args.filter((word) => typeof word === 'string'),
    environment: process.env,
  });
}
