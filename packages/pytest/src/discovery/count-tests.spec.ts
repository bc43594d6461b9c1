import { describe, expect, it } from 'vitest';
import { countTests } from './count-tests.js';

const NAMES = { pythonClasses: ['Test', '*Suite'], pythonFunctions: ['test', 'check_*'] };

const count = (...lines: readonly string[]): number => countTests(lines.join('\n'), NAMES);

describe('countTests', () => {
  it('counts functions and methods by their names', () => {
    const text = [
      'def test_one(): pass',
      'async def test_two(): pass',
      'def check_three(): pass',
      'def checked(): pass',
      'def helper():',
      '    def test_inner(): pass',
      'if True:',
      '    def test_four(): pass',
      'class TestA:',
      '    def test_five(self): pass',
      '    def helper(self): pass',
      '    class TestB:',
      '        def test_six(self):',
      '            def test_inner(): pass',
      '    def test_seven(self): pass',
      'class Other:',
      '    def test_no(self): pass',
      'class MySuite(object):',
      '    def test_eight(self): pass',
      'class Old(unittest.TestCase):',
      '    def test_nine(self): pass',
    ];
    expect(count(...text)).toBe(9);
  });

  it('counts what a class inherits in the same file, and a replaced method once', () => {
    const text = [
      'class Base:',
      '    def test_a(self): pass',
      '    def test_b(self): pass',
      'class TestOne(Base):',
      '    def test_b(self): pass',
      'class TestTwo(mod.Mixin, Base): pass',
      'class TestSelf(TestSelf): pass',
    ];
    expect(count(...text)).toBe(4);
  });

  it.each([
    ['@pytest.mark.parametrize("a", [1, 2, 3])', 3],
    ['@pytest.mark.parametrize("a,b", [(1, 2), (3, 4),])', 2],
    ['@parametrize(["a", "b"], (["x,y", \'z\'], [f(1, 2), {3: 4}]), ids=["p", "q", "r"])', 2],
    ['@pytest.mark.parametrize(argnames="a", argvalues=[1, 2])', 2],
    ['@pytest.mark.parametrize(\n    "a",\n    [\n        1,  # one, two\n        "]",\n    ],\n)', 2],
    ['@pytest.mark.parametrize("a", [])', 0],
    ['@pytest.mark.parametrize("a", range(7))', 7],
    ['@pytest.mark.parametrize("a", VALUES)', 1],
    ['@pytest.mark.parametrize("a", [x for x in VALUES])', 1],
    ['@pytest.mark.parametrize("a", [1, 2])\n@pytest.mark.parametrize("b", [1, 2, 3])', 6],
    ['@pytest.mark.parametrize("a", [1, 2])\n@pytest.mark.slow', 2],
    ['@pytest.mark.slow', 1],
  ])('takes %j times', (decorators, tests) => {
    expect(count(decorators, 'def test_a(a): pass', 'def test_b(): pass')).toBe(tests + 1);
  });

  it('multiplies the methods of a class by what its decorators say', () => {
    const text = [
      '@pytest.mark.parametrize("a", [1, 2])',
      'class TestA:',
      '    @pytest.mark.parametrize("b", [1, 2, 3])',
      '    def test_a(self): pass',
      '    def test_b(self): pass',
    ];
    expect(count(...text)).toBe(8);
  });

  it('takes no text for code', () => {
    const text = [
      '"""Doc',
      'def test_doc(): pass',
      '"""',
      "s = '''",
      'def test_string(): pass',
      String.raw`\''' def test_still(): pass`,
      "'''",
      '# """',
      'def test_real(): pass',
      `t = '"""' + "# '''"`,
      'def test_also(): pass',
      'u = """x""" + """',
      'def test_no(): pass',
      '""" + """one line"""',
      'def test_last(): pass',
    ];
    expect(count(...text)).toBe(3);
  });

  it('understands the line ends of Windows, and text that never ends', () => {
    expect(count('def test_a(): pass\r', 'class TestA:\r', '\tdef test_b(self): pass\r', '"""')).toBe(2);
    expect(count('')).toBe(0);
  });
});
