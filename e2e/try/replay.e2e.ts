import type { RunRecord } from '@steadfast/core';
import { expect, it } from 'vitest';
import { createProject, trivialFiles } from '../harness/project.js';
import { ofType, readJson, steadfast } from '../harness/steadfast.js';

/** The slot of every file that ran. */
function slotsOf(record: RunRecord): Record<string, number | undefined> {
  return Object.fromEntries(record.files.map(({ path, attempts }) => [path, attempts[0]?.slot]));
}

it('replay runs the files of a record in their slots, all or those of one slot in their order', async () => {
  using project = createProject(trivialFiles(7));
  const path = project.path('first.json');
  await steadfast(['-j', '3', '--record', path], { cwd: project.root });
  const first = readJson(path) as RunRecord;

  const again = project.path('again.json');
  const all = await steadfast(['replay', path, '--record', again], { cwd: project.root });
  expect(all.exitCode).toBe(0);
  expect(slotsOf(readJson(again) as RunRecord)).toEqual(slotsOf(first));

  const one = await steadfast(['replay', path, '--slot', '1'], { cwd: project.root });
  const expected = first.files
    .filter(({ attempts }) => attempts[0]?.slot === 1)
    .sort((a, b) => (a.attempts[0]?.startedAt ?? 0) - (b.attempts[0]?.startedAt ?? 0));
  const started = ofType(one.events, 'attempt-started');
  expect(started.map(({ file }) => file)).toEqual(expected.map((file) => file.path));
  expect(started.every(({ slot }) => slot === 1)).toBe(true);

  const wrong = await steadfast(['replay', 'pytest.ini'], { cwd: project.root });
  expect(wrong.exitCode).toBe(4);
});
