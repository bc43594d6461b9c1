import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Translates between ids that begin at the folder of the run, and pytest's, which begin at its root directory. */
export interface NodeIds {
  /** pytest's id. */
  toPytest(id: string): string;
  /** The id that the run has for it. */
  fromPytest(nodeId: string): string;
  /** Absolute path of the file that an id of pytest's is about. */
  fileOf(nodeId: string): string;
}

export function nodeIdsOf(directory: string, rootDirectory: string): NodeIds {
  return {
    toPytest: (id) => {
      if (directory === rootDirectory) return id;
      const [path, rest] = split(id);
      return posix(relative(rootDirectory, resolve(directory, path))) + rest;
    },
    fromPytest: (nodeId) => {
      if (directory === rootDirectory) return nodeId;
      const [path, rest] = split(nodeId);
      return posix(relative(directory, resolve(rootDirectory, path))) + rest;
    },
    fileOf: (nodeId) => resolve(rootDirectory, split(nodeId)[0]),
  };
}

function split(id: string): readonly [path: string, rest: string] {
  const at = id.indexOf('::');
  return at < 0 ? [id, ''] : [id.slice(0, at), id.slice(at)];
}

function posix(path: string): string {
  return sep === '/' || isAbsolute(path) ? path : path.replaceAll(sep, '/');
}
