import { describe, expect, it } from 'vitest';
import { xdistGroup } from './xdist-group.js';

describe('xdistGroup', () => {
  it.each([
    ['pytestmark = pytest.mark.xdist_group("database")', 'database'],
    ["pytestmark = [pytest.mark.slow, pytest.mark.xdist_group(name='database')]", 'database'],
    ['pytestmark = [\n    mark.xdist_group(\n        name="database",\n    ),\n]', 'database'],
    [
      '@pytest.mark.xdist_group("a")\ndef test_a(): pass\n\n@pytest.mark.xdist_group("a")\nclass TestB: pass',
      'a',
    ],
    ['@pytest.mark.xdist_group("a")\ndef test_a(): pass\n# @pytest.mark.xdist_group("b")', 'a'],
  ])('reads the name of the mark in %j', (text, group) => {
    expect(xdistGroup(text)).toBe(group);
  });

  it.each([
    ['def test_a(): pass'],
    ['"""Uses pytest.mark.xdist_group("a")."""'],
    ['# pytestmark = pytest.mark.xdist_group("a")'],
    ['pytestmark = pytest.mark.xdist_group(NAME)'],
    ['pytestmark = pytest.mark.xdist_group(f"{NAME}")'],
    [
      '@pytest.mark.xdist_group("a")\ndef test_a(): pass\n\n@pytest.mark.xdist_group("b")\ndef test_b(): pass',
    ],
    ['@pytest.mark.xdist_group("a")\ndef test_a(): pass\n\n@pytest.mark.xdist_group(B)\ndef test_b(): pass'],
    ['group = pytest.mark.xdist_group\n\n@pytest.mark.xdist_group("a")\ndef test_a(): pass'],
  ])('knows none in %j', (text) => {
    expect(xdistGroup(text)).toBeUndefined();
  });
});
