import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Where Steadfast keeps what it remembers of a project. */
const STATE_FOLDER = '.steadfast';

/**
 * Makes the folder of a file that is kept between runs. `.steadfast` tells git, and whoever asks git, that nothing in it
 * belongs to the project; a folder that is there stays as it is, so that somebody may decide otherwise.
 *
 * @param folder Absolute path.
 * @throws what the operating system says when the folder cannot be made.
 */
export async function makeStateFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made === undefined || basename(folder) !== STATE_FOLDER) return;
  await writeFile(join(folder, '.gitignore'), '# Made by Steadfast.\n*\n', { flag: 'wx' }).catch(
    () => undefined,
  );
}
