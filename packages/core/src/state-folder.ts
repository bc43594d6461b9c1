import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isWithin } from './within.js';

/** Where Steadfast keeps what it remembers of a project. */
const STATE_FOLDER = '.steadfast';

/**
 * Makes the folder of a file that is kept between runs. `.steadfast` tells git, and whoever asks git, that nothing in it
 * belongs to the project; a folder that is there stays as it is, so that somebody may decide otherwise.
 *
 * A branch of a stranger may bring links in `.steadfast`: nothing is written through one that leads out of the project.
 *
 * @param path Absolute path of the file.
 * @throws what the operating system says when the folder cannot be made, and Error for such a link.
 */
export async function prepareStateFile(path: string): Promise<void> {
  const folder = dirname(path);
  const made = await mkdir(folder, { recursive: true });
  if (basename(folder) !== STATE_FOLDER) return;
  await assertNoWayOut(folder, path);
  if (made === undefined) return;
  await writeFile(join(folder, '.gitignore'), '# Made by Steadfast.\n*\n', { flag: 'wx' }).catch(
    () => undefined,
  );
}

async function assertNoWayOut(folder: string, path: string): Promise<void> {
  const project = await realpath(dirname(folder));
  // A file that is not there yet is made in the folder, wherever that is.
  const target = await realpath(path).catch(async () => join(await realpath(folder), basename(path)));
  if (!isWithin(project, target))
    throw new Error(`${path} is a link out of the project, to ${target}, and is not written`);
}
