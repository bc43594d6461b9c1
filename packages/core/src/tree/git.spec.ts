import { describe, expect, it } from 'vitest';
import { openGitTree } from './git.js';

const COMMIT = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d';
const NEXT = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

/** A git that answers from a table: the first word of the question, and a later answer once the run goes on. */
function gitThat(answers: Readonly<Record<string, string | undefined>>) {
  const asked: string[] = [];
  const current = { ...answers };
  return {
    asked,
    answer: (word: string, text: string | undefined) => (current[word] = text),
    ask: async (_folder: string, args: readonly string[]) => {
      asked.push(args.join(' '));
      if (args[0] === 'rev-parse') return args[1] === 'HEAD' ? current['HEAD'] : current['places'];
      return current[args[0] ?? ''];
    },
  };
}

const REPOSITORY = {
  places: '/shop\n/shop/.git',
  HEAD: `${COMMIT}\nfeature`,
  log: `HEAD@{1700000000}\t${COMMIT}\tcommit: one`,
};

describe('a working tree', () => {
  it('is none where git knows none', async () => {
    expect(await openGitTree('/elsewhere', gitThat({}).ask)).toBeUndefined();
  });

  it('knows where HEAD was at the start', async () => {
    const tree = await openGitTree('/shop/tests', gitThat(REPOSITORY).ask);
    expect(tree).toMatchObject({ topLevel: '/shop', gitDirectory: '/shop/.git' });
    expect(tree?.headAtStart).toEqual({ commit: COMMIT, branch: 'feature' });
  });

  it('has no branch while HEAD is detached', async () => {
    const tree = await openGitTree('/shop', gitThat({ ...REPOSITORY, HEAD: `${COMMIT}\nHEAD` }).ask);
    expect(tree?.headAtStart).toEqual({ commit: COMMIT, branch: undefined });
  });

  it('tells only what happened to HEAD since', async () => {
    const git = gitThat(REPOSITORY);
    const tree = await openGitTree('/shop', git.ask);
    expect(await tree?.reflogSinceStart()).toEqual([]);
    const moved = `HEAD@{1700000060}\t${NEXT}\tcheckout: moving from feature to main`;
    git.answer('log', `${moved}\n${REPOSITORY.log}`);
    expect(await tree?.reflogSinceStart()).toEqual([
      { time: 1_700_000_060_000, commit: NEXT, action: 'checkout: moving from feature to main' },
    ]);
  });

  it('tells stashes made since a time, of which git counts only seconds', async () => {
    const git = gitThat(REPOSITORY);
    const tree = await openGitTree('/shop', git.ask);
    git.answer(
      'stash',
      `stash@{0}\t${NEXT}\t1700000060\tWIP on feature\nstash@{1}\t${COMMIT}\t1600000000\told`,
    );
    const stashes = await tree?.stashesSince(1_700_000_060_900);
    expect(stashes).toEqual([
      { name: 'stash@{0}', commit: NEXT, time: 1_700_000_060_000, message: 'WIP on feature' },
    ]);
  });

  it('asks whether a commit or the index has a file', async () => {
    const git = gitThat({ ...REPOSITORY, 'cat-file': '' });
    const tree = await openGitTree('/shop', git.ask);
    expect(await tree?.hasFile(COMMIT, 'tests/test_a.py')).toBe(true);
    expect(await tree?.isTracked('-n.py')).toBe(false);
    expect(git.asked.slice(-2)).toEqual([
      `cat-file -e ${COMMIT}:tests/test_a.py`,
      'ls-files --error-unmatch -- -n.py',
    ]);
  });
});
