import type { RunRecord } from '@steadfast/core';

const SLOTS = 8;

/** A record like another, with many files of many tests; every fiftieth file fails. */
export function large(record: RunRecord, files: number, testsPerFile: number): RunRecord {
  const model = record.files.flatMap(({ attempts }) => attempts).find(({ outcome }) => outcome === 'failed');
  const failure = model?.tests.find(({ outcome }) => outcome === 'failed');
  if (model === undefined || failure === undefined) throw new Error('The record has no failure.');
  const many = Array.from({ length: files }, (_, index): RunRecord['files'][number] => {
    const path = `tests/area_${index % 40}/test_module_${String(index).padStart(4, '0')}.py`;
    const fails = index % 50 === 0;
    const tests = Array.from({ length: testsPerFile }, (__, nth) => {
      const name = `test_case_${nth}[${nth * 7}]`;
      const known = {
        id: `${path}::${name}`,
        className: path,
        name,
        durationMs: ((index * 31 + nth * 17) % 400) / 10,
      };
      return fails && nth === 0 ? { ...failure, ...known } : { ...known, outcome: 'passed' as const };
    });
    const durationMs = 100 + ((index * 7919) % 900);
    const startedAt = record.startedAt + Math.floor(index / SLOTS) * 1000;
    const identity = {
      attempt: 1,
      attemptId: `large-${index}`,
      slot: index % SLOTS,
      startedAt,
      durationMs,
      tests,
    };
    const { output, ...rest } = {
      ...model,
      ...identity,
      outcome: fails ? ('failed' as const) : ('passed' as const),
    };
    return {
      ...{
        path,
        estimateMs: durationMs,
        state: 'finished',
        verdict: fails ? 'failed' : 'passed',
        durationMs,
      },
      ...{ retries: { missing: 0, rerun: 0, lost: 0 }, presenceChecks: [] },
      attempts: [fails && output !== undefined ? { ...rest, output } : rest],
    };
  });
  const durationMs = Math.ceil(files / SLOTS) * 1000;
  return {
    ...record,
    slots: SLOTS,
    durationMs,
    files: many.sort((a, b) => (a.path < b.path ? -1 : 1)),
    notable: [],
  };
}
