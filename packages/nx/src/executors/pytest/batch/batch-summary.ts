import type { TaskOutcome } from './batch-task.js';

/** One line on all projects of a batch; nothing when there is only one, which speaks for itself. */
export function summaryOf(outcomes: readonly TaskOutcome[]): string {
  if (outcomes.length < 2) return '';
  const failed = outcomes.filter(({ result }) => !result.success);
  const counts = new Map<string, number>();
  for (const { verdicts } of outcomes) {
    for (const [verdict, count] of Object.entries<number>(verdicts ?? {})) {
      counts.set(verdict, (counts.get(verdict) ?? 0) + count);
    }
  }
  const files = [...counts].flatMap(([verdict, count]) => (count === 0 ? [] : [`${count} ${verdict}`]));
  const projects = [
    ...(outcomes.length > failed.length ? [`${outcomes.length - failed.length} passed`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ];
  const began = Math.min(...outcomes.map(({ result }) => result.startTime));
  const ended = Math.max(...outcomes.map(({ result }) => result.endTime));
  const seconds = ((ended - began) / 1000).toFixed(1);
  return `\nProjects: ${projects.join(', ')}. Files: ${files.join(', ') || 'none'}. Time: ${seconds}s\n`;
}
