import { DEFAULT_POLICY, run } from '../index.js';
import { nodeTestAdapter } from './node-test-adapter.js';

/** Runs files with two slots and tells each verdict as it comes. */
export async function runExample(root: string, paths: readonly string[], tell: (line: string) => void) {
  return run({
    root,
    files: paths.map((path) => ({ path, absolutePath: `${root}/${path}`, estimateMs: 0 })),
    adapter: nodeTestAdapter,
    slots: 2,
    policy: DEFAULT_POLICY,
    listeners: [(event) => event.type === 'file-finished' && tell(`${event.verdict} ${event.file}`)],
  });
}
