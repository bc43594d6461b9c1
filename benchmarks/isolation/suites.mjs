import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {{ name: string, title: string, cwd: string, paths: string[], files: string[], preload?: string, boundSeconds?: number }} Suite */

const TWO_TESTS =
  'def test_one():\n    assert 1 + 1 == 2\n\n\ndef test_two():\n    assert "a".upper() == "A"\n';

/** Folders of networkx whose tests are measured: 79 files in networkx 3.6. */
const NETWORKX_FOLDERS = ['classes', 'readwrite', 'utils', 'generators', 'linalg', 'drawing'];

/** 200 files of 2 trivial tests each, in one folder: nothing but overhead. */
export function tinySuite(root, count = 200) {
  return writeSuite(root, 'tiny', `${count} files of 2 trivial tests`, count, () => TWO_TESTS);
}

/** 40 files that import numpy. */
export function heavyImportSuite(root) {
  const content = `import numpy\n\n\n${TWO_TESTS}\n\ndef test_sum():\n    assert numpy.arange(10).sum() == 45\n`;
  return {
    ...writeSuite(root, 'heavy-import', '40 files that import numpy', 40, () => content),
    preload: 'numpy',
  };
}

/** 40 files of which a few take most of the time; each sleeps, so that the bound can be computed. */
export function skewedSuite(root, slots) {
  const seconds = Array.from({ length: 40 }, (_, index) => (index === 37 ? 3 : index % 8 === 0 ? 0.8 : 0.1));
  const sum = seconds.reduce((total, value) => total + value, 0);
  const suite = writeSuite(root, 'skewed', '40 files of 0.1 s, 0.8 s and 3 s', 40, (index) => {
    return `import time\n\n\ndef test_sleep():\n    time.sleep(${seconds[index]})\n`;
  });
  return { ...suite, boundSeconds: Math.max(...seconds, sum / slots) };
}

/** The test files of some folders of networkx, from its wheel. */
export function networkxSuite(sitePackages, listFiles) {
  const paths = NETWORKX_FOLDERS.map((folder) => `networkx/${folder}`);
  const files = paths.flatMap((path) => listFiles(sitePackages, path));
  return { name: 'networkx', title: `${files.length} files of networkx`, cwd: sitePackages, paths, files };
}

function writeSuite(root, name, title, count, content) {
  const cwd = join(root, name);
  const files = Array.from(
    { length: count },
    (_, index) => `tests/test_${String(index).padStart(4, '0')}.py`,
  );
  for (const [index, file] of files.entries()) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), content(index));
  }
  writeFileSync(join(cwd, 'pytest.ini'), '[pytest]\n');
  return { name, title, cwd, paths: ['tests'], files };
}
