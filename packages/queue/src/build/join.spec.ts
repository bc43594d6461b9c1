import { describe, expect, it } from 'vitest';
import { type FoundBuild, joinDecision } from './join.js';

const running: FoundBuild = { finished: false, liveNodes: 3, joined: [1, 2, 3] };
const finished: FoundBuild = { finished: true, liveNodes: 0, joined: [1, 2, 3] };

describe('a node that starts', () => {
  it('joins a build that is running', () => {
    expect(joinDecision(running, {})).toBe('join');
    expect(joinDecision(running, { index: 4 })).toBe('join');
    // A job that was retried while the others go on.
    expect(joinDecision(running, { index: 2 })).toBe('join');
  });

  it('late, after the build finished, is no rerun', () => {
    expect(joinDecision(finished, { index: 4 })).toBe('join');
    expect(joinDecision({ ...finished, attempt: 1 }, { attempt: 1 })).toBe('join');
  });

  it('again, after the build finished, is a rerun', () => {
    expect(joinDecision(finished, { index: 2 })).toBe('rerun');
    expect(joinDecision(finished, {})).toBe('rerun');
    expect(joinDecision({ ...finished, attempt: 1 }, { attempt: 2, index: 4 })).toBe('rerun');
  });

  it('again, after all nodes are gone and files are left, is a rerun', () => {
    expect(joinDecision({ ...running, liveNodes: 0 }, { index: 2 })).toBe('rerun');
    expect(joinDecision({ ...running, liveNodes: 0 }, { index: 4 })).toBe('join');
  });

  it('joins a build that was opened and that nobody has joined yet', () => {
    expect(joinDecision({ finished: false, liveNodes: 0, joined: [] }, {})).toBe('join');
  });

  it('joins the generation that another node of the same attempt started', () => {
    expect(joinDecision({ ...finished, attempt: 2 }, { attempt: 2 })).toBe('join');
  });
});
