import { readFile } from 'node:fs/promises';

/** What a command has written into the file that `STEADFAST_ENV` names. */
export type ExportedVariables =
  | { readonly kind: 'read'; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong'; readonly problem: string };

/** Reads lines of the form `NAME=value`. A file that is not there exports nothing. */
export async function readEnvironmentFile(path: string): Promise<ExportedVariables> {
  try {
    return parseEnvironment(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'read', variables: {} };
    return { kind: 'wrong', problem: `what it exported cannot be read: ${(error as Error).message}` };
  }
}

/** The value is everything after the first `=`. Steadfast's own names cannot be exported. */
export function parseEnvironment(text: string): ExportedVariables {
  const variables: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue;
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      return {
        kind: 'wrong',
        problem: `it wrote "${line}" into $STEADFAST_ENV, which must hold lines such as NAME=value`,
      };
    if (name.startsWith('STEADFAST_'))
      return {
        kind: 'wrong',
        problem: `it exports ${name}: names that begin with STEADFAST_ are Steadfast's own`,
      };
    variables[name] = value;
  }
  return { kind: 'read', variables };
}
