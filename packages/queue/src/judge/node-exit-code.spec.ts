import { describe, expect, it } from 'vitest';
import { type NodeEnding, nodeExitCode } from './node-exit-code.js';

const ending = (more: Partial<NodeEnding>): NodeEnding => ({
  ...{ runExitCode: 0, ran: 10, red: 0, buildIsRed: false, rerun: false, faulty: false },
  ...more,
});

describe('the exit code of a node', () => {
  it('is red for what the node counted', () => {
    expect(nodeExitCode(ending({ runExitCode: 1, red: 1 }))).toBe(1);
    expect(nodeExitCode(ending({ runExitCode: 4, red: 1 }))).toBe(4);
  });

  it('is green when its red files were counted elsewhere', () => {
    expect(nodeExitCode(ending({ runExitCode: 1, red: 0 }))).toBe(0);
  });

  it('is 0 when the node ran nothing', () => {
    expect(nodeExitCode(ending({ runExitCode: 5, ran: 0 }))).toBe(0);
    expect(nodeExitCode(ending({ runExitCode: 5, ran: 0, buildIsRed: true }))).toBe(0);
  });

  it('of a rerun with nothing to do is as red as the build', () => {
    expect(nodeExitCode(ending({ runExitCode: 5, ran: 0, rerun: true, buildIsRed: true }))).toBe(1);
    expect(nodeExitCode(ending({ runExitCode: 5, ran: 0, rerun: true }))).toBe(0);
  });

  it('stays that of an interrupted or broken run', () => {
    expect(nodeExitCode(ending({ runExitCode: 2, ran: 0 }))).toBe(2);
    expect(nodeExitCode(ending({ runExitCode: 3 }))).toBe(3);
  });

  it('is 3 when the node had to refuse files', () => {
    expect(nodeExitCode(ending({ faulty: true }))).toBe(3);
  });
});
