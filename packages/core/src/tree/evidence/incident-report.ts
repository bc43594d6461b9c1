import type { Evidence, StatObservation } from '../../events.js';
import { describeHead, isSameHead } from '../head-watch.js';
import { type Culprit, likelyCulprit } from './likely-culprit.js';
import type { GitFacts, Place, Suspect, VanishingFacts } from './vanishing-facts.js';

/** How many of a kind are named; the rest is counted. */
const NAMED = 5;

/** Tells what is known of a vanished file as an incident report: who first, then what, when, where, and what to do. */
export function incidentReport(facts: VanishingFacts): Evidence {
  const culprit = likelyCulprit(facts);
  const lines = [
    ...(facts.git === undefined
      ? ['Git: there is no working tree, or git could not be asked.']
      : gitLines(facts.git)),
    timeLine(facts),
    placeLine(facts.file, facts.place),
    ...suspectLines(facts, culprit),
    `What to do: ${advice(facts, culprit).join(' ')}`,
  ];
  if (culprit === undefined) return { summary: withoutCulprit(facts), lines };
  const { file, test } = culprit.suspect;
  const reason = reasonOf(culprit, facts);
  return {
    summary: `Likely culprit: ${test ?? file}, because ${reason}`,
    lines,
    culprit: { file, ...(test === undefined ? {} : { test }), reason },
  };
}

function reasonOf({ suspect, telling, line }: Culprit, { git, suspects }: VanishingFacts): string {
  const leak = suspects.find(
    ({ kind, file, test }) => kind === 'leak' && file === suspect.file && test === suspect.test,
  );
  const parts = [
    whatItDid(suspect, line),
    ...(suspect.kind === 'process' && leak?.kind === 'leak'
      ? [`it had left ${nameProcess(leak)} behind`]
      : []),
    ...(telling === 'git-with-trace' ? traceOf(git) : []),
  ];
  return `${parts.join('; ')}.`;
}

function whatItDid(suspect: Suspect, line: Culprit['line']): string {
  switch (suspect.kind) {
    case 'leak':
      return suspect.endedAt === undefined
        ? `it left ${nameProcess(suspect)} running, which was alive when the file vanished`
        : `it left ${nameProcess(suspect)} running, which was ended only after the file had vanished`;
    case 'process':
      return `its process ${nameProcess(suspect)} was running when the file vanished`;
    case 'attempt': {
      const words = line === undefined ? '' : `, and its line ${line.number} says: ${line.text}`;
      return `it was running when the file vanished${words}`;
    }
  }
}

function traceOf(git: GitFacts | undefined): readonly string[] {
  const stash = git?.stashes.find(({ holdsFile }) => holdsFile);
  if (stash !== undefined) return [`${stash.name} of ${clock(stash.time)} holds the file`];
  const entry = git?.reflog[0];
  return entry === undefined ? [] : [`the reflog has "${entry.action}" at ${clock(entry.time)}`];
}

function withoutCulprit({ firstMissed, lastSeen, git, suspects }: VanishingFacts): string {
  if (firstMissed === undefined) return 'The file is there, and only the test runner did not find it.';
  if (lastSeen === undefined) return 'The file was not there when the run began.';
  const moved = git !== undefined && !isSameHead(git.headAtStart, git.headNow);
  const unknown = moved
    ? 'HEAD moved, and nothing shows who moved it'
    : 'Nothing shows who took the file away';
  const left = suspects.some(({ kind }) => kind === 'leak')
    ? '; a test had left processes behind, which are listed below'
    : '';
  return `No culprit is known. ${unknown}${left}.`;
}

function gitLines(git: GitFacts): readonly string[] {
  const { headAtStart, headNow, reflog, stashes } = git;
  const entries = reflog.map(({ time, action }) => `${clock(time)} ${action}`);
  const moved = !isSameHead(headAtStart, headNow);
  const at = (head: GitFacts['headAtStart']): string => (head === undefined ? 'nowhere' : describeHead(head));
  const heads = moved
    ? `HEAD was ${at(headAtStart)} at the start and is ${at(headNow)} now`
    : `HEAD is still ${at(headNow)}`;
  return [
    ...(entries.length === 0 ? [] : [`Reflog since the start: ${some(entries, '; ')}.`]),
    ...stashes.map(
      ({ name, time, message, holdsFile }) =>
        `${name}, made at ${clock(time)} (${message}), ${holdsFile ? 'holds' : 'does not hold'} the file.`,
    ),
    `Git: ${heads}; ${whereTracked(git, moved)}.`,
  ];
}

function whereTracked({ inHeadAtStart, inHeadNow, isTracked }: GitFacts, moved: boolean): string {
  if (moved && inHeadAtStart !== inHeadNow) {
    return inHeadAtStart
      ? 'the file is in the first and not in the second'
      : 'the file is only in the second';
  }
  if (inHeadNow) return 'the file is committed';
  return isTracked ? 'the file is tracked, but not committed' : 'the file is not tracked';
}

function timeLine({ firstMissed, lastSeen, stats }: VanishingFacts): string {
  const seen = lastSeen === undefined ? 'Never seen by this run' : `Last seen at ${clock(lastSeen)}`;
  const by = firstMissed?.noticedBy === 'event' ? ' by a file-system event' : '';
  const missed =
    firstMissed === undefined ? '' : `, first reported missing at ${clock(firstMissed.time)}${by}`;
  return `${seen}${missed}. Looked for: ${stats.map(describeStat).join(', ')}.`;
}

function describeStat({ time, result }: StatObservation): string {
  return `${result === 'ok' ? 'found' : result} at ${clock(time)}`;
}

function placeLine(file: string, { danglingLink, folder, isOwnFolder, entries }: Place): string {
  const own = file.split('/').slice(0, -1).join('/') || '.';
  const link =
    danglingLink === undefined ? '' : `${file} is a symbolic link to ${danglingLink}, which is not there. `;
  const holds = entries.length === 0 ? 'is empty' : `holds ${some(entries, ', ')}`;
  return isOwnFolder
    ? `${link}Its folder ${own} is there and ${holds}.`
    : `${link}Its folder ${own} is gone; ${folder} is there and ${holds}.`;
}

function suspectLines(
  { suspects, firstMissed, lastSeen }: VanishingFacts,
  culprit: Culprit | undefined,
): readonly string[] {
  if (firstMissed === undefined || lastSeen === undefined) return [];
  const ofKind = (...kinds: readonly Suspect['kind'][]): readonly Suspect[] =>
    suspects
      .filter(({ kind }) => kinds.includes(kind))
      .sort((a, b) => Number(b === culprit?.suspect) - Number(a === culprit?.suspect));
  const attempts = ofKind('attempt').map(({ file, test }) => test ?? file);
  const processes = ofKind('leak', 'process').map(originOf);
  return [
    `Running then: ${attempts.length === 0 ? 'no attempt' : some(attempts, ', ')}.`,
    ...(processes.length === 0 ? [] : [`Processes of tests then: ${some(processes, ', ')}.`]),
  ];
}

function originOf(suspect: Suspect): string {
  const from = suspect.test ?? suspect.file;
  return suspect.kind === 'attempt' ? from : `${nameProcess(suspect)} from ${from}`;
}

function advice(
  { file, firstMissed, lastSeen, git }: VanishingFacts,
  culprit: Culprit | undefined,
): readonly string[] {
  if (firstMissed === undefined)
    return ['look for what hides it from the test runner for a moment, such as a network file system.'];
  if (lastSeen === undefined) return ['check the name, and what ran before this run.'];
  return [restoring(file, git), ...(culprit === undefined ? [] : [prevention(culprit)])];
}

function restoring(file: string, git: GitFacts | undefined): string {
  const stash = git?.stashes.find(({ holdsFile }) => holdsFile);
  if (stash !== undefined) return `"git stash pop ${stash.name}" brings the file back.`;
  if (git?.inHeadNow === true || (git?.isTracked === true && git.inHeadAtStart))
    return `"git restore ${file}" brings the file back.`;
  if (git?.inHeadAtStart === true && git.headAtStart !== undefined) {
    const { branch, commit } = git.headAtStart;
    return `"git checkout ${branch ?? commit.slice(0, 7)}" brings the file back.`;
  }
  return 'git does not have the file.';
}

function prevention({ suspect }: Culprit): string {
  const where = `let ${suspect.test ?? suspect.file} work on a copy of the tree`;
  return suspect.kind === 'leak' && suspect.endedAt === undefined
    ? `End the process in the test, or run with --leaks kill, and ${where}.`
    : `Then ${where}.`;
}

function nameProcess({ command, pid }: { readonly command: string; readonly pid: number }): string {
  const MOST = 120;
  return `"${command.length > MOST ? `${command.slice(0, MOST)}...` : command}" (pid ${pid})`;
}

function some(items: readonly string[], separator: string): string {
  const rest = items.length - NAMED;
  return [...items.slice(0, NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(separator);
}

/** `14:03:07.250Z`: the same on every machine, as logs of CI have it. */
function clock(time: number): string {
  const text = new Date(time).toISOString().slice(11);
  return time % 1000 === 0 ? text.replace('.000', '') : text;
}
