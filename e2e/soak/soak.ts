// Disturbs one long run at random, and holds it to what the README promises: `npm run soak -- [FILES [FAULTS [SEED]]]`. Linux.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { createInterface } from 'node:readline';
import { isGreen, type RunEvent, type RunRecord } from '@steadfast/core';
import { readJunit } from '../harness/junit.js';
import { createProject, type Project } from '../harness/project.js';
import { STEADFAST } from '../harness/steadfast.js';
import { FAULTS } from './faults.js';
import { soakSuite } from './suite.js';

const [files = 2000, faults = 200, seed = 1] = process.argv.slice(2).map(Number);
const DISTURBED_NODE = join(import.meta.dirname, 'disturbed-node.mjs');

let state = seed;
const random = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;

const suite = soakSuite(files);
using project = createProject(suite.files);
mkdirSync(project.path('temporary'));
const run = execa(
  process.execPath,
  [
    STEADFAST,
    '-j',
    '2',
    '--events',
    '-',
    '--progress',
    'none',
    '--record',
    'record.json',
    '--junitxml',
    'junit.xml',
  ],
  {
    cwd: project.root,
    env: {
      NODE_OPTIONS: `--import=${DISTURBED_NODE}`,
      SOAK_WANTED: project.path('wanted.json'),
      TMPDIR: project.path('temporary'),
      CI: 'true',
    },
    reject: false,
    buffer: { stdout: false },
    stdin: 'ignore',
  },
);

const running = {
  ...{ project, random, runner: run.pid ?? 0 },
  attempts: new Map<string, number>(),
  waiting: new Set(suite.verdicts.keys()),
  hit: new Set<string>(),
};
const verdicts = new Map<string, string[]>();
const reports = new Map<string, string>();
const problems: string[] = [];
const made: Record<string, number> = {};
let diskWasFull = false;
let isOver = false;
let heardAt = Date.now();

const log: string[] = [];
createInterface({ input: run.stdout }).on('line', (line) => {
  heardAt = Date.now();
  log.push(line);
  if (line.startsWith('{')) follow(JSON.parse(line) as RunEvent);
});

function follow(event: RunEvent): void {
  if (event.type === 'attempt-started' && event.pid !== undefined)
    running.attempts.set(event.file, event.pid);
  if (event.type === 'attempt-finished') {
    running.attempts.delete(event.file);
    reports.set(event.file, event.report);
    // What no attempt could be made for was hit by the full disk.
    if (diskWasFull && event.fault !== undefined) running.hit.add(event.file);
  }
  if (event.type === 'file-finished') {
    running.waiting.delete(event.file);
    verdicts.set(event.file, [...(verdicts.get(event.file) ?? []), event.verdict]);
  }
}

/** One fault at a time, spread over the whole run. */
async function disturb(): Promise<void> {
  const names = Object.keys(FAULTS);
  for (let count = 1; count <= faults; count++) {
    while (!isOver && verdicts.size < ((files * 0.95) / faults) * count) await sleep(20);
    if (isOver) return;
    const name = names[Math.floor(random() * names.length)] ?? '';
    diskWasFull ||= name === 'disk full';
    made[name] = (made[name] ?? 0) + 1;
    log.push(`fault: ${name}`);
    try {
      await FAULTS[name]?.(running);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') problems.push(`${name}: ${String(error)}`);
    }
  }
}

/** How long a run may say nothing. */
const STALLED_MS = 60_000;

const disturbed = disturb();
const watch = setInterval(() => {
  if (Date.now() - heardAt < STALLED_MS) return;
  problems.push(
    `nothing happened for ${STALLED_MS / 1000} s, with ${[...running.attempts.keys()].join(', ')} running`,
  );
  run.kill('SIGKILL');
}, 1_000);
const { exitCode, stderr } = await run;
isOver = true;
clearInterval(watch);
await disturbed;
judgeFiles();
if (existsSync(project.path('record.json'))) judgeReports(project);
else problems.push('there is no record');
judgeRemains(project);

/** Every file has one verdict, and it is the right one. */
function judgeFiles(): void {
  for (const [file, expected] of suite.verdicts) {
    const given = verdicts.get(file) ?? [];
    const [verdict] = given;
    if (given.length !== 1) problems.push(`${file} has ${given.length} verdicts`);
    else if (
      isGreen(verdict as never) &&
      (!expected.some((each) => isGreen(each)) || reports.get(file) !== 'complete')
    )
      problems.push(`${file} is ${verdict}, a false pass`);
    else if (!(expected as readonly string[]).includes(verdict ?? '') && !running.hit.has(file))
      problems.push(`${file} is ${verdict} instead of ${expected.join(' or ')}`);
  }
  if (exitCode !== 1 && !(exitCode === 3 && diskWasFull)) problems.push(`the exit code is ${exitCode}`);
}

function judgeReports({ path }: Project): void {
  const record = JSON.parse(readFileSync(path('record.json'), 'utf8')) as RunRecord;
  for (const { path: file, verdict } of record.files)
    if (verdict !== verdicts.get(file)?.[0]) problems.push(`${file} is ${verdict} in the record alone`);
  if (!record.complete || record.files.length !== files) problems.push('the record is not complete');
  if (record.exitCode !== exitCode) problems.push(`the record says exit code ${record.exitCode}`);
  if (readJunit(path('junit.xml')).length < files) problems.push('JUnit has fewer tests than files');
}

/** Nothing of the run lives on or lies about. */
function judgeRemains({ path, root }: Project): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const environment = join('/proc', pid, 'environ');
    try {
      if (readFileSync(environment, 'utf8').includes(root)) problems.push(`process ${pid} lives on`);
    } catch {
      // It has ended, or is somebody else's.
    }
  }
  const left = readdirSync(path('temporary')).filter((name) => !name.startsWith('steadfast-slots-'));
  if (left.length > 0) problems.push(`left behind: ${left.join(', ')}`);
}

const told = Object.entries(made).map(([name, count]) => `${count} x ${name}`);
console.log(`${files} files, ${told.join(', ')}; ${running.hit.size} files hit; exit code ${exitCode}.`);
for (const problem of problems.slice(0, 20)) console.log(`PROBLEM: ${problem}`);
if (problems.length > 0) {
  const story = join(tmpdir(), `steadfast-soak-${seed}.log`);
  writeFileSync(story, `${log.join('\n')}\n${stderr}`);
  console.log(`What happened is in ${story}.`);
}
if (problems.length === 0) console.log('Every promise was kept.');
process.exitCode = problems.length > 0 ? 1 : 0;
