import { readFile } from 'node:fs/promises';
import { parsePlan, type Plan, UnreadablePlan } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';

/**
 * Reads the plan that `--plan` names.
 *
 * @throws {UsageError} when it cannot be read: any other plan would be the wrong one.
 */
export async function readPlan(path: string): Promise<Plan> {
  try {
    return parsePlan(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof UnreadablePlan) throw new UsageError(`--plan: ${error.message}`, { cause: error });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`--plan: ${path} cannot be read: ${message}`, { cause: error });
  }
}
