import type { Verdict } from '@steadfast/core';

/** A kind of test file: what it holds, and what is to be said of it where nothing disturbs it. */
interface Kind {
  readonly content: string;
  readonly verdicts: readonly Verdict[];
}

/** A file that was away for a moment may have been waited for. */
const GREEN: readonly Verdict[] = ['passed', 'recovered'];

const TRIVIAL: Kind = {
  content: 'def test_one():\n    assert 1 + 1 == 2\n\n\ndef test_two():\n    assert "a".upper() == "A"\n',
  verdicts: GREEN,
};

const OTHERS: readonly Kind[] = [
  { content: 'import time\n\n\ndef test_slow():\n    time.sleep(0.4)\n', verdicts: GREEN },
  { content: 'def test_red():\n    assert "red" == "green"\n', verdicts: ['failed'] },
  { content: 'import os\n\n\ndef test_exits():\n    os._exit(0)\n', verdicts: ['crashed'] },
  { content: 'import os\n\n\ndef test_aborts():\n    os.abort()\n', verdicts: ['crashed'] },
  {
    content:
      'import subprocess\n\n\ndef test_leaves():\n    subprocess.Popen(["sleep", "600"], start_new_session=True)\n',
    verdicts: GREEN,
  },
  {
    content:
      'import os\n\n\ndef test_writes():\n    for fd in range(3, 64):\n        try:\n            os.write(fd, b"null\\n{}\\n")\n        except OSError:\n            pass\n',
    // What it wrote to may have been the report: then nobody believes the report.
    verdicts: [...GREEN, 'crashed'],
  },
];

/** One file in this many is no trivial one. */
const RARITY = 12;

/** Files of a suite, and the verdicts that each may get. */
export interface SoakSuite {
  readonly files: Readonly<Record<string, string>>;
  readonly verdicts: ReadonlyMap<string, readonly Verdict[]>;
}

/** A suite of many files in folders of a hundred, with one of every kind among them. */
export function soakSuite(count: number): SoakSuite {
  const files: Record<string, string> = { 'pytest.ini': '[pytest]\n' };
  const verdicts = new Map<string, readonly Verdict[]>();
  for (let index = 0; index < count; index++) {
    const kind =
      index % RARITY === 0 ? (OTHERS[Math.floor(index / RARITY) % OTHERS.length] ?? TRIVIAL) : TRIVIAL;
    const path = `tests_${Math.floor(index / 100)}/test_${index}.py`;
    files[path] = kind.content;
    verdicts.set(path, kind.verdicts);
  }
  return { files, verdicts };
}
