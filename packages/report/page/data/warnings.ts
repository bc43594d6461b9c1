import { decisiveAttempt, type FileRecord, type SessionWarning } from '@steadfast/core/record';

/** A warning, and the files in which it was raised; how often counts over all of them. */
export interface RunWarning extends SessionWarning {
  readonly files: readonly string[];
}

/** What the sessions of files warned of: each different warning once, the most frequent first. */
export function warningsOf(files: readonly Pick<FileRecord, 'path' | 'attempts'>[]): readonly RunWarning[] {
  const found = new Map<string, RunWarning>();
  for (const { path, attempts } of files)
    for (const warning of decisiveAttempt(attempts)?.notes?.warnings ?? []) {
      const { category, message, file, line } = warning;
      const key = JSON.stringify([category, message, file, line]);
      const known = found.get(key);
      found.set(key, {
        ...warning,
        count: warning.count + (known?.count ?? 0),
        tests: [...(known?.tests ?? []), ...warning.tests],
        files: [...(known?.files ?? []), path],
      });
    }
  return [...found.values()].sort((a, b) => b.count - a.count);
}
