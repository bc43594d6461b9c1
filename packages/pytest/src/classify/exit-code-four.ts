import { stripVTControlCharacters } from 'node:util';
import type { AttemptFacts, Finding } from './classify.js';

/**
 * Exit code 4 has at least five causes: a missing file, a missing node id, an unknown option, a conftest that fails to
 * import, a plugin that exits with 4. Only the first may be tried again: pytest named the attempt's own file, or gave no
 * reason at all.
 */
export function exitCodeFour({ report, outputText, file }: AttemptFacts): Finding {
  const words = brokenFolder(report) ?? report.usageError?.message ?? wordsOf(outputText());
  if (words === undefined) {
    if (report.testsReported > 0)
      return { outcome: 'usage-error', reason: 'Exited with 4 after tests had run.' };
    return { outcome: 'not-found', reason: 'pytest exited with 4 and gave no reason.' };
  }
  return namesMissingFile(words, file)
    ? { outcome: 'not-found', reason: words }
    : { outcome: 'usage-error', reason: words };
}

/** Where a folder on the way to the file cannot be collected, pytest says in the end only that nobody has the file. */
function brokenFolder({ usageError, failed }: AttemptFacts['report']): string | undefined {
  if (usageError?.message.startsWith('found no collectors') !== true) return undefined;
  return failed.find(({ phase }) => phase === 'collect')?.traceback;
}

/** pytest's own words: its `ERROR:` lines, or the conftest that did not import, or what argparse says. */
function wordsOf(output: string): string | undefined {
  const lines = stripVTControlCharacters(output).split(/\r?\n/);
  const first = lines.findIndex((line) =>
    /^(ERROR: |ImportError while loading conftest|usage: |\S*Error: )/.test(line),
  );
  if (first < 0) return undefined;
  const words = lines.slice(first, first + 20);
  // argparse tells how pytest is used, and then what was wrong.
  const complaint = /^(ERROR: )?usage: /.test(words[0] ?? '')
    ? words.findIndex((line) => line.includes(': error: '))
    : 0;
  return words.slice(Math.max(0, complaint)).join('\n').trim();
}

/**
 * pytest says `file or directory not found: ARG` when the path does not exist, and `not found: PATH` with a list of
 * collectors when the path existed at first but no collector had it; where a module is among those, the path was found
 * and a test in it was not.
 */
function namesMissingFile(words: string, file: AttemptFacts['file']): boolean {
  const missing = /file or directory not found: (.+)/.exec(words);
  if (missing?.[1] !== undefined) return isOwn(missing[1], file);
  const unmatched = /not found: (.+)/.exec(words);
  if (unmatched?.[1] === undefined || /<(Module|Class|UnitTestCase|DoctestModule)\b/.test(words))
    return false;
  return isOwn(unmatched[1], file);
}

function isOwn(argument: string, { path, absolutePath }: AttemptFacts['file']): boolean {
  const named = normalize(argument);
  return [path, absolutePath].map(normalize).some((own) => named === own || named.startsWith(`${own}::`));
}

function normalize(path: string): string {
  return path.trim().replaceAll('\\', '/').replace(/^\.\//, '');
}
