import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Durations, mergeDurations } from './durations.js';
import { readDurations, updateDurations } from './durations-file.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steadfast-durations-'));
  file = join(folder, '.steadfast/durations.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const add =
  (path: string, ms = 5) =>
  (known: Durations): Durations =>
    mergeDurations(known, new Map([[path, [[10, ms]]]]));

describe('a durations file', () => {
  it('may be missing: nothing is known', async () => {
    expect(await readDurations(file)).toEqual({ durations: new Map(), notices: [] });
  });

  it('is made with its folder', async () => {
    await updateDurations(file, add('a.py'));
    expect((await readDurations(file)).durations).toEqual(new Map([['a.py', [[10, 5]]]]));
    expect(readdirSync(join(folder, '.steadfast'))).toEqual(['.gitignore', 'durations.json']);
  });

  it('loses nothing when many write at the same time', async () => {
    const paths = Array.from({ length: 10 }, (_, index) => `test_${index}.py`);
    await Promise.all(paths.map((path) => updateDurations(file, add(path))));
    expect([...(await readDurations(file)).durations.keys()]).toEqual(paths);
  }, 30_000);

  it.each(['{ "a.py": ', '{"name": "package"}', '{"version": 9, "files": {}}'])(
    'that holds %s is reported, left out, and set aside when it is written',
    async (text) => {
      await updateDurations(file, add('a.py'));
      writeFileSync(file, text);
      const { durations, notices } = await readDurations(file);
      expect(durations.size).toBe(0);
      expect(notices).toEqual([expect.stringContaining('is left out, since')]);
      expect(readFileSync(file, 'utf8')).toBe(text);

      writeFileSync(`${file}.set-aside-1`, 'an older one');
      const updated = await updateDurations(file, add('b.py'));
      expect(updated.notices).toEqual([expect.stringContaining(`kept in ${file}.set-aside-2`)]);
      expect(readFileSync(`${file}.set-aside-1`, 'utf8')).toBe('an older one');
      expect(readFileSync(`${file}.set-aside-2`, 'utf8')).toBe(text);
      expect([...(await readDurations(file)).durations.keys()]).toEqual(['b.py']);
    },
  );

  it('of pytest-split is used, and kept when it is written', async () => {
    await updateDurations(file, add('a.py'));
    const text = '{"a.py::test_x": 1.5}';
    writeFileSync(file, text);
    expect((await readDurations(file)).durations.get('a.py')).toEqual([[0, 1500]]);
    await updateDurations(file, add('b.py'));
    expect(readFileSync(`${file}.set-aside-1`, 'utf8')).toBe(text);
    expect([...(await readDurations(file)).durations.keys()]).toEqual(['a.py', 'b.py']);
  });

  it('that is a folder is reported when it is read, and an error when it is written', async () => {
    expect((await readDurations(folder)).notices).toEqual([expect.stringContaining('EISDIR')]);
    await expect(updateDurations(folder, add('a.py'))).rejects.toThrow('EISDIR');
  });
});
