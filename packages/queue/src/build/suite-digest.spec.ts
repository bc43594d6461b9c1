import { describe, expect, it } from 'vitest';
import { compareSuites, otherSuiteText, suiteDigest } from './suite-digest.js';

describe('the digest of a suite', () => {
  it('is the same whatever the order of the files', () => {
    expect(suiteDigest({ paths: ['a', 'b'], filters: [] })).toBe(
      suiteDigest({ paths: ['b', 'a'], filters: [] }),
    );
  });

  it('differs by files and by filters', () => {
    const digests = [
      suiteDigest({ paths: ['a', 'b'], filters: [] }),
      suiteDigest({ paths: ['a'], filters: [] }),
      suiteDigest({ paths: ['a', 'b'], filters: ['-k', 'fast'] }),
    ];
    expect(new Set(digests).size).toBe(3);
  });
});

describe('a node with another suite', () => {
  it('is told up to five files', () => {
    const here = ['same', 'n1', 'n2', 'n3', 'n4'];
    const text = otherSuiteText('b1', compareSuites(['same', 'b1', 'b2', 'b3'], here));
    expect(text.split('\n')).toEqual([
      'Build b1 has other test files than this node; are all nodes at the same commit?',
      '  only here: n1',
      '  only here: n2',
      '  only here: n3',
      '  only here: n4',
      '  only in the build: b1',
      '  and 2 more',
    ]);
  });

  it('is told of filters when the files are the same', () => {
    expect(otherSuiteText('b1', compareSuites(['a'], ['a']))).toContain('other filters');
  });
});
