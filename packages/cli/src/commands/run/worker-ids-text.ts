import type { WorkerIdsChoice } from '@steadfast/pytest';

/** Who has worker ids, and why, for a person who looks for it. */
export function workerIdsText(choice: WorkerIdsChoice): string {
  switch (choice.kind) {
    case 'none':
      return 'none';
    case 'given':
      return choice.because === 'option'
        ? 'gw0, gw1, ... by slot, as asked for'
        : `gw0, gw1, ... by slot, because ${listed(choice.plugins)} installed`;
  }
}

/** What is told of a choice that nobody asked for. */
export function workerIdsNotices(choice: WorkerIdsChoice): readonly string[] {
  if (choice.kind === 'none' || choice.because === 'option') return [];
  return [
    `each slot has the id of a pytest-xdist worker (PYTEST_XDIST_WORKER=gw0, ...), because ${listed(choice.plugins)} installed; see --worker-ids`,
  ];
}

function listed([first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return `${first} is`;
  return others.length === 1
    ? `${first} and ${String(others[0])} are`
    : `${first} and ${others.length} others are`;
}
