import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A Python project in a temporary folder; disposed of at the end of the test that made it. */
export interface Project extends Disposable {
  readonly root: string;
  path(...parts: readonly string[]): string;
  write(files: Readonly<Record<string, string>>): void;
}

/** Makes a project of files, given as relative path and content; a `pytest.ini` is added when none is named. */
export function createProject(files: Readonly<Record<string, string>>): Project {
  const configured = 'pytest.ini' in files || 'pyproject.toml' in files;
  return createFolder(configured ? files : { 'pytest.ini': '[pytest]\n', ...files });
}

/** Makes a temporary folder of files, and of nothing else. */
export function createFolder(files: Readonly<Record<string, string>>): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'steadfast-project-')));
  const project: Project = {
    root,
    path: (...parts) => join(root, ...parts),
    write(more) {
      for (const [name, content] of Object.entries(more)) {
        const path = join(root, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
    },
    [Symbol.dispose]: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
  project.write(files);
  return project;
}

/** Makes a project that is a copy of a folder. */
export function copyProject(folder: string): Project {
  const project = createFolder({});
  cpSync(folder, project.root, { recursive: true });
  return project;
}

/** `count` files of two trivial tests each, `tests/test_000.py` and so on. */
export function trivialFiles(count: number): Record<string, string> {
  const content =
    'def test_one():\n    assert 1 + 1 == 2\n\n\ndef test_two():\n    assert "a".upper() == "A"\n';
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`tests/test_${String(index).padStart(3, '0')}.py`, content]),
  );
}
