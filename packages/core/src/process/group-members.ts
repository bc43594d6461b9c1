import { execa } from 'execa';

/** A process as `ps` tells it. */
export interface GroupMember {
  readonly pid: number;
  readonly ageMs: number;
  readonly command: string;
}

/** Lists the processes of a group; asks a program of the system, so it is for the rare case. */
export type ListGroup = (group: number) => Promise<readonly GroupMember[]>;

// One -o each: to a BSD, all that follows a "=" is a title. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ps.html
const COLUMNS = ['pid=', 'pgid=', 'stat=', 'etime=', 'args='].flatMap((column) => ['-o', column]);

/** By `ps`, where there is no table of processes that can be read; empty where there is no `ps` either. */
export const listSystemGroup: ListGroup = async (group) => {
  const { failed, stdout } = await execa('ps', ['-A', ...COLUMNS], {
    env: { LC_ALL: 'C' },
    reject: false,
    stdin: 'ignore',
    timeout: 5_000,
  });
  return failed ? [] : parseGroup(stdout, group);
};

export function parseGroup(listing: string, group: number): readonly GroupMember[] {
  return listing.split('\n').flatMap((line) => {
    const [, pid, pgid, state = '', age = '', command = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const isMember = Number(pgid) === group && !state.startsWith('Z');
    return isMember ? [{ pid: Number(pid), ageMs: parseAge(age), command }] : [];
  });
}

/** `[[dd-]hh:]mm:ss` */
function parseAge(age: string): number {
  const [days, time] = age.includes('-') ? (age.split('-') as [string, string]) : ['0', age];
  const seconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1000;
}
