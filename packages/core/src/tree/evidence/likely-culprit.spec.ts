import { describe, expect, it } from 'vitest';
import { likelyCulprit } from './likely-culprit.js';
import type { GitFacts, Suspect, VanishingFacts } from './vanishing-facts.js';

const MOVED: GitFacts = {
  headAtStart: { commit: 'aaaaaaaaaa', branch: 'feature' },
  headNow: { commit: 'bbbbbbbbbb', branch: 'main' },
  reflog: [{ time: 3000, commit: 'bbbbbbbbbb', action: 'checkout: moving from feature to main' }],
  stashes: [],
  inHeadAtStart: true,
  inHeadNow: false,
  isTracked: false,
};

const UNMOVED: GitFacts = { ...MOVED, reflog: [], inHeadNow: true, isTracked: true };

function facts(suspects: readonly Suspect[], more: Partial<VanishingFacts> = {}): VanishingFacts {
  return {
    file: 'tests/deep/test_new.py',
    lastSeen: 1000,
    firstMissed: { time: 4000, noticedBy: 'event' },
    stats: [],
    place: { folder: 'tests/deep', isOwnFolder: true, entries: [] },
    git: MOVED,
    suspects,
    ...more,
  };
}

function leak(command: string): Suspect {
  return { kind: 'leak', file: 'tests/test_leaky.py', pid: 7, command };
}

function process(command: string): Suspect {
  return { kind: 'process', file: 'tests/test_busy.py', pid: 8, command };
}

function attempt(text: string): Suspect {
  return { kind: 'attempt', file: 'tests/test_running.py', telling: [{ number: 12, text }] };
}

function culpritOf(suspects: readonly Suspect[], more: Partial<VanishingFacts> = {}): string | undefined {
  return likelyCulprit(facts(suspects, more))?.suspect.file;
}

describe('the likely culprit', () => {
  it.each([
    'sh -c sleep 2; git checkout main',
    'git -C /project switch main',
    'python -c import subprocess; subprocess.run(["git", "checkout", "main"])',
    'rm tests/deep/test_new.py',
    'mv -f test_new.py /tmp',
  ])('left a process behind that says so: %s', (command) => {
    expect(culpritOf([leak('sleep 60'), leak(command)])).toBe('tests/test_leaky.py');
  });

  it.each([
    'subprocess.run(["git", "checkout", "main"])',
    'repo.git.checkout("main")',
    'os.remove("tests/deep/test_new.py")',
    '(HERE / "test_new.py").unlink()',
  ])('was running, and its own lines say so: %s', (line) => {
    expect(likelyCulprit(facts([attempt(line)]))).toMatchObject({
      suspect: { file: 'tests/test_running.py' },
      line: { number: 12 },
    });
  });

  it.each([
    ['it was only there', leak('python -m http.server')],
    ['it looked only', leak('git log --oneline')],
    ['it removed something else', leak('rm -rf build/test_new.pyc')],
    ['it removed a file with a longer name', leak('rm my_test_new.py')],
    ['it removed a folder of that name elsewhere, for the folder is there', leak('rm -rf /tmp/x/deep')],
    ['it named the file without removing it', attempt('assert "test_new.py" in names')],
    ['git has no trace of what it says', leak('sh -c git stash -u')],
  ])('is nobody when %s', (_why, suspect) => {
    expect(culpritOf([suspect])).toBeUndefined();
  });

  it('is nobody by a checkout when the commit of now has the file', () => {
    expect(culpritOf([leak('git checkout main')], { git: { ...MOVED, inHeadNow: true } })).toBeUndefined();
  });

  it('is nobody by git where there is no working tree', () => {
    const { git: _git, ...outside } = facts([leak('git clean -fdx')]);
    expect(likelyCulprit(outside)).toBeUndefined();
  });

  it('may have taken the whole folder away', () => {
    const place = { folder: 'tests', isOwnFolder: false, entries: [] };
    expect(culpritOf([leak('mv tests/deep /tmp')], { place, git: UNMOVED })).toBe('tests/test_leaky.py');
  });

  it('has stashed the file, when a stash holds it', () => {
    const stash = { name: 'stash@{0}', commit: 'c', time: 3000, message: 'WIP', holdsFile: true };
    expect(culpritOf([attempt('git("stash", "-u")')], { git: { ...UNMOVED, stashes: [stash] } })).toBe(
      'tests/test_running.py',
    );
  });

  it('is who was caught in the act before who only left something behind, and that before a line', () => {
    const all = [attempt('git checkout main'), leak('git checkout main'), process('git checkout main')];
    expect(culpritOf(all)).toBe('tests/test_busy.py');
    expect(culpritOf(all.slice(0, 2))).toBe('tests/test_leaky.py');
  });

  it('is who left a trace before who was caught with a command that leaves none', () => {
    expect(culpritOf([process('git clean -n'), leak('git checkout main')])).toBe('tests/test_leaky.py');
  });

  it('is nobody when the file is there', () => {
    const { firstMissed: _missed, ...present } = facts([leak('git checkout main')]);
    expect(likelyCulprit(present)).toBeUndefined();
  });
});
