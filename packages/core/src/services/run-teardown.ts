import type { ServiceChange } from '../events.js';
import { serviceTitle } from '../record/service-text.js';
import { changeOf, type CommandContext, placeCommand } from './command-context.js';
import type { Teardown } from './declaration.js';
import type { StartedRequirement } from './started-requirement.js';
import { endText } from './supervised-command.js';

/** Runs a command of teardown to its end, with what was exported in its place, and tells what came of it. */
export async function runTeardown(
  teardown: Teardown,
  slot: number | undefined,
  started: readonly StartedRequirement[],
  context: CommandContext,
): Promise<'done' | 'failed'> {
  const { clock, emit, graceMs, killing } = context.run;
  const title = serviceTitle(changeOf(teardown, slot, 'started', { ageMs: 0 }));
  const startedAt = clock.now();
  const tell = (
    state: ServiceChange['state'],
    more: Pick<ServiceChange, 'pid' | 'reason' | 'output' | 'leaks'>,
  ): void => {
    emit({
      type: 'service-changed',
      change: changeOf(teardown, slot, state, { ageMs: clock.now() - startedAt, ...more }),
    });
  };
  if (killing.aborted) {
    tell('failed', { reason: `${title} was not run: the run was killed.` });
    return 'failed';
  }
  const here = started.filter((each) => each.slot === undefined || each.slot === slot);
  const exported = Object.assign({}, ...here.map((each) => each.exported)) as Record<string, string>;
  const command = (await placeCommand(teardown, slot, exported, context)).start();
  tell('started', command.pid === undefined ? {} : { pid: command.pid });
  const over = new AbortController();
  const fact = await Promise.race([
    command.exited,
    clock.sleep(teardown.timeoutMs, AbortSignal.any([over.signal, killing])),
  ]);
  over.abort();
  const leaks = await command.end({ signal: 'SIGTERM', graceMs, killing });
  const { output } = command;
  if (fact?.kind === 'exited' && fact.exitCode === 0) {
    tell('ended', { output, ...(leaks.length === 0 ? {} : { leaks }) });
    return 'done';
  }
  const what = fact === undefined ? `had not ended after ${teardown.timeoutMs / 1000}s` : endText(fact);
  tell('failed', { reason: `${title} ${what}.${command.lastWords}`, output });
  return 'failed';
}
