import { isGroupAlive, type SendSignal, trySignal } from './attempt-signals.js';
import type { ListGroup } from './group-members.js';
import type { ProcessFinder } from './process-supervisor.js';

/** Finds leaks in the attempt's process group, which is all that can be known without a table of processes. */
export function findByGroup({
  listGroup,
  send,
}: {
  readonly listGroup: ListGroup;
  readonly send: SendSignal;
}): ProcessFinder {
  return {
    async collectLeaks({ process: { pid: group }, policy }) {
      if (group === undefined || !isGroupAlive(send, group)) return [];
      const members = await listGroup(group);
      // The attempt has ended: a group whose leader lives is that of a stranger with the same id.
      if (members.some(({ pid }) => pid === group)) return [];
      const ended = policy !== 'warn' && trySignal(send, -group, 'SIGKILL');
      return members.map((member) => ({ ...member, foundBy: 'group', ended }));
    },
    processesOf: () => [],
    sweep: () => Promise.resolve([]),
  };
}
