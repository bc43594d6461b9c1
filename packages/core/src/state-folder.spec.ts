import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareStateFile } from './state-folder.js';

let root: string;
let file: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'state-folder-')));
  mkdirSync(join(root, 'project'));
  mkdirSync(join(root, 'outside'));
  file = join(root, 'project', '.steadfast', 'durations.json');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('a file that is kept between runs', () => {
  it('has a folder that git takes no notice of', async () => {
    await prepareStateFile(file);
    expect(readFileSync(join(root, 'project', '.steadfast', '.gitignore'), 'utf8')).toContain('*');
  });

  it.skipIf(process.platform === 'win32').each([
    ['the folder', () => symlinkSync(join(root, 'outside'), join(root, 'project', '.steadfast'))],
    [
      'the file',
      () => {
        mkdirSync(join(root, 'project', '.steadfast'));
        writeFileSync(join(root, 'outside', 'secret'), '');
        symlinkSync(join(root, 'outside', 'secret'), file);
      },
    ],
  ])('is refused when %s is a link out of the project', async (_what, link) => {
    link();
    await expect(prepareStateFile(file)).rejects.toThrow(/is a link out of the project, to .*outside/);
  });

  it.skipIf(process.platform === 'win32')(
    'may be a link within the project, and a project a link',
    async () => {
      mkdirSync(join(root, 'project', 'kept'));
      symlinkSync('kept', join(root, 'project', '.steadfast'));
      symlinkSync('project', join(root, 'checkout'));
      await expect(prepareStateFile(join(root, 'checkout', '.steadfast', 'a.json'))).resolves.toBeUndefined();
    },
  );

  it('may be anywhere when somebody named it', async () => {
    await expect(prepareStateFile(join(root, 'elsewhere', 'durations.json'))).resolves.toBeUndefined();
  });
});
