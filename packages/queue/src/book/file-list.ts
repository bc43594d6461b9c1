import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { UnreadableQueue } from './validate.js';

/** Ten million paths; what claims to be longer is no file list. */
const MOST_BYTES = 2 ** 30;

/** The paths of a build in one value: an eighth of what a set of them would take. */
export async function packPaths(paths: readonly string[]): Promise<Buffer> {
  return promisify(deflate)(JSON.stringify(paths.toSorted()));
}

/** @throws {UnreadableQueue} when the value is not a list of paths. */
export async function unpackPaths(packed: Buffer): Promise<readonly string[]> {
  const paths = await promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)(packed, {
    maxOutputLength: MOST_BYTES,
  }).then(
    (content): unknown => JSON.parse(content.toString()),
    () => undefined,
  );
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string'))
    throw new UnreadableQueue('The queue holds a file list that Steadfast did not write.');
  return paths;
}
