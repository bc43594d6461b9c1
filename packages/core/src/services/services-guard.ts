import { createInterface } from 'node:readline';
import kill from 'tree-kill';
import { systemClock } from '../clock.js';
import { sendSystemSignal, trySignal } from '../process/attempt-signals.js';
import { createProcessSupervisor } from '../process/process-supervisor.js';

/** `node services-guard.js RUN_ID`: hears which processes run. When its input ends, the runner is dead. */
async function guard(runId: string): Promise<void> {
  const running = new Set<number>();
  for await (const line of createInterface({ input: process.stdin })) {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) running.add(pid);
    else running.delete(pid);
  }
  for (const pid of running) {
    if (process.platform === 'win32') kill(pid, 'SIGKILL');
    else trySignal(sendSystemSignal, -pid, 'SIGKILL');
  }
  // Where the processes of the machine can be listed, this finds also those that left their group.
  await createProcessSupervisor({ clock: systemClock }).sweep(runId, 'kill');
}

const [, , runId] = process.argv;
if (runId !== undefined) await guard(runId);
