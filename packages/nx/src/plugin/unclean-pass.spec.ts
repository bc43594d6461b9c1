import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noteUncleanPass, uncleanPassInput, uncleanPassVariables } from './unclean-pass.js';

let workspace: string;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'steadfast-unclean-'));
});

afterEach(() => {
  rmSync(workspace, { recursive: true });
});

/** What Nx hashes for a target. */
function hashed(root: string, targetName: string): string | undefined {
  const input = uncleanPassInput(root, targetName);
  return typeof input === 'object' && 'env' in input ? uncleanPassVariables(workspace)[input.env] : undefined;
}

it('has nothing to tell where no pass was unclean', () => {
  expect(uncleanPassVariables(workspace)).toEqual({});
});

it('changes the input of the target with every unclean pass, and of no other one', () => {
  noteUncleanPass(workspace, 'libs/shop', 'test');
  const first = hashed('libs/shop', 'test');
  noteUncleanPass(workspace, 'libs/shop', 'test');
  const second = hashed('libs/shop', 'test');
  expect(first).toMatch(/./);
  expect(second).toMatch(/./);
  expect(second).not.toBe(first);
  expect(hashed('libs/shop', 'unit')).toBeUndefined();
  expect(hashed('libs/till', 'test')).toBeUndefined();
});
