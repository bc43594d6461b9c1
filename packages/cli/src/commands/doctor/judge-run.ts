import { EXIT_CODE, type ExitCode } from '@steadfast/core';
import { UsageError } from '@steadfast/pytest';
import type { CommandContext } from '../command-context.js';
import type { ProjectRequest } from '../read-project.js';
import { recordAt } from '../record-at.js';
import { judgeRecord } from './judge-record.js';

/**
 * `steadfast doctor RECORD`: judges a run that is over. Fails when it is slower than allowed.
 *
 * @throws {UsageError} for what is no record.
 */
export async function judgeRun(
  path: string,
  { options }: ProjectRequest,
  { directory, stdout }: CommandContext,
): Promise<ExitCode> {
  const { baseline, failSlower } = options;
  if (failSlower !== undefined && baseline === undefined)
    throw new UsageError('--fail-slower needs --baseline, the record to compare with');
  const record = await recordAt(path, directory);
  const earlier = baseline === undefined ? undefined : await recordAt(baseline, directory);
  const { advice, problems } = judgeRecord(record, earlier, failSlower);
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
  const lines = [...section('Slower than allowed', problems), ...section('Good to know', advice)];
  stdout.write(`${lines.length === 0 ? 'Nothing stands out in this run.' : lines.join('\n')}\n`);
  return problems.length === 0 ? EXIT_CODE.passed : EXIT_CODE.failed;
}
