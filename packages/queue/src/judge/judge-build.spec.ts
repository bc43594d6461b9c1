import type { Verdict } from '@steadfast/core';
import { describe, expect, it } from 'vitest';
import type { CountedVerdict } from '../book/entries.js';
import { filesToRerun, type Generation, judgeBuild } from './judge-build.js';

function generation(files: readonly string[], verdicts: Readonly<Record<string, Verdict>>): Generation {
  const counted = Object.entries(verdicts).map(([path, verdict]): [string, CountedVerdict] => [
    path,
    { verdict, claim: `n-${path}`, node: '1', runId: 'r', at: 1, attempts: 1 },
  ]);
  return { files, counted: new Map(counted) };
}

const suite = ['a', 'b', 'c'];

describe('a build', () => {
  it('is green when every file has a counted green verdict', () => {
    const judgement = judgeBuild(suite, [generation(suite, { a: 'passed', b: 'flaky', c: 'recovered' })]);
    expect(judgement).toMatchObject({
      exitCode: 0,
      red: [],
      unfinished: [],
      counts: { passed: 1, flaky: 1, recovered: 1 },
    });
  });

  it('is red when a file is', () => {
    expect(judgeBuild(suite, [generation(suite, { a: 'passed', b: 'failed', c: 'passed' })])).toMatchObject({
      ...{ exitCode: 1, red: [{ path: 'b' }] },
    });
  });

  it('is red when a file has no verdict', () => {
    expect(judgeBuild(suite, [generation(suite, { a: 'passed', b: 'passed' })])).toMatchObject({
      ...{ exitCode: 1, unfinished: [{ path: 'c' }] },
    });
    expect(judgeBuild(suite, [])).toMatchObject({ exitCode: 1 });
  });

  it('without files has no tests', () => {
    expect(judgeBuild([], [generation([], {})]).exitCode).toBe(5);
  });
});

describe('a rerun', () => {
  const first = generation(suite, { a: 'passed', b: 'failed' });

  it('has the red and the unfinished files', () => {
    expect(filesToRerun(judgeBuild(suite, [first]))).toEqual(['b', 'c']);
  });

  it('has the last word', () => {
    const second = generation(['b', 'c'], { b: 'passed', c: 'passed' });
    expect(judgeBuild(suite, [first, second])).toMatchObject({ exitCode: 0, counts: { passed: 3 } });
  });

  it('is red as long as it is not done, whatever the generation before said', () => {
    expect(judgeBuild(suite, [first, generation(['b', 'c'], { c: 'passed' })])).toMatchObject({
      ...{ exitCode: 1, unfinished: [{ path: 'b' }] },
    });
  });
});
