import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProject, trivialFiles } from '../harness/project.js';
import { ofType, steadfast } from '../harness/steadfast.js';

/** What a file of tests can do to its process, and the verdict that it deserves. */
const DISTURBANCES = [
  ['segfaults', 'crashed', 'import ctypes\n\ndef test_it():\n    ctypes.string_at(0)\n'],
  ['calls os._exit', 'crashed', 'import os\n\ndef test_it():\n    os._exit(7)\n'],
  [
    'exhausts memory',
    'failed',
    'import resource\n\ndef test_it():\n    limit = 512 * 1024 * 1024\n    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n    data = []\n    while True:\n        data.append(bytearray(16 * 1024 * 1024))\n',
  ],
  ['closes all file descriptors', 'crashed', 'import os\n\ndef test_it():\n    os.closerange(0, 4096)\n'],
  [
    'forks and forgets',
    'passed',
    'import os, time\n\ndef test_it():\n    if os.fork() == 0:\n        time.sleep(600)\n        os._exit(0)\n',
  ],
  [
    'forks, and the child goes on as pytest',
    'passed',
    'import os\n\ndef test_it():\n    os.fork()\n\ndef test_more():\n    pass\n',
  ],
  [
    'replaces signal handlers',
    'passed',
    'import signal\n\ndef test_it():\n    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGUSR1):\n        signal.signal(number, signal.SIG_IGN)\n',
  ],
  [
    'kills its parent',
    'any',
    'import os, signal\n\ndef test_it():\n    os.kill(os.getppid(), signal.SIGKILL)\n',
  ],
  [
    'kills its process group',
    'crashed',
    'import os, signal\n\ndef test_it():\n    os.killpg(0, signal.SIGKILL)\n',
  ],
] as const;

describe.skipIf(process.platform !== 'linux').each(['spawn', 'project'] as const)(
  'a file that disturbs others, with the faults of Linux (%s)',
  (isolation) => {
    it.each(DISTURBANCES)('%s, and no other file notices', async (_what, verdict, content) => {
      const neighbours = trivialFiles(12);
      using project = createProject({ ...neighbours, 'tests/test_bad.py': content });
      const run = await steadfast(['-j', '2'], { cwd: project.root, isolation });
      for (const file of Object.keys(neighbours))
        expect([file, run.verdicts[file]]).toEqual([file, 'passed']);
      const bad = run.verdicts['tests/test_bad.py'];
      expect(bad).toBeDefined();
      if (verdict !== 'any') expect(bad).toBe(verdict);
    });
  },
);

/** Pids of the zygotes of one project, of their workers, and of the attempts that run at the moment. */
function pythonProcesses(root: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return command.includes('steadfast_pytest.zygote') && environment.includes(root);
      } catch {
        return false; // It has ended meanwhile, or is none of ours.
      }
    })
    .map(Number);
}

describe.skipIf(process.platform !== 'linux')(
  'a zygote that is killed, which is looked for in /proc of Linux',
  () => {
    it('is replaced, and every file of 300 has a verdict from a complete attempt', async () => {
      const files = trivialFiles(300);
      using project = createProject(files);
      let seed = 20_261_123;
      const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
      let finished = 0;
      let kills = 0;
      let before: readonly number[] = [];
      const run = await steadfast(['-j', '2'], {
        cwd: project.root,
        isolation: 'project',
        env: { STEADFAST_TEST_PROJECT: project.root },
        onEvent(event) {
          if (event.type !== 'file-finished' || ++finished % 20 !== 0) return;
          const now = pythonProcesses(project.root);
          // Attempts of twenty files ago are gone, and those of now are not to be hit: their crash would be a true one.
          const zygotes = now.filter((pid) => before.includes(pid));
          before = now;
          if (finished % 40 !== 0) return;
          const victim = zygotes[Math.floor(random() * zygotes.length)];
          if (victim === undefined) return;
          process.kill(victim, 'SIGKILL');
          kills++;
        },
      });
      expect(kills).toBeGreaterThan(3);
      expect(Object.values(run.verdicts).filter((verdict) => verdict !== 'passed')).toEqual([]);
      expect(Object.keys(run.verdicts)).toHaveLength(300);
      const last = new Map(ofType(run.events, 'attempt-finished').map((event) => [event.file, event.report]));
      expect([...last.values()].filter((report) => report !== 'complete')).toEqual([]);
      expect(run.exitCode).toBe(0);
    });
  },
);
