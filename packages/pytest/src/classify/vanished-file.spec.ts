import { describe, expect, it } from 'vitest';
import { saysFileVanished } from './vanished-file.js';

const FILE = '/shop/tests/test_cart.py';

describe('a collection error says that the file itself was not there', () => {
  it.each([
    ['it could not be opened', `E   FileNotFoundError: [Errno 2] No such file or directory: '${FILE}'`],
    ['by a shorter path', "FileNotFoundError: [Errno 2] No such file or directory: 'tests/test_cart.py'"],
    ['pytest did not see it any more', `E   ImportError: ${FILE}`],
    ['nor did Python', "E   ModuleNotFoundError: No module named 'test_cart'"],
    ['nor as part of a package', "E   ModuleNotFoundError: No module named 'tests.test_cart'"],
    ['in colour', "\u001b[1m\u001b[31mE   ModuleNotFoundError: No module named 'test_cart'\u001b[0m"],
    [
      'it is not itself any more',
      `import file mismatch:\nimported module 'test_cart' has this __file__ attribute:\n  ${FILE}\nwhich is not the same as the test file we want to collect:\n  ${FILE}\nHINT: remove __pycache__`,
    ],
  ])('%s', (_, traceback) => {
    expect(saysFileVanished(traceback, FILE)).toBe(true);
  });

  it.each([
    ['another file', "E   FileNotFoundError: [Errno 2] No such file or directory: '/shop/data.json'"],
    ['another module', "E   ModuleNotFoundError: No module named 'requests'"],
    ['a module with a similar name', "E   ModuleNotFoundError: No module named 'cart'"],
    [
      'another file of the same name',
      `import file mismatch:\nimported module 'test_cart' has this __file__ attribute:\n  /other/test_cart.py\nwhich is not the same as the test file we want to collect:\n  ${FILE}`,
    ],
  ])('but not of %s', (_, traceback) => {
    expect(saysFileVanished(traceback, FILE)).toBe(false);
  });
});
