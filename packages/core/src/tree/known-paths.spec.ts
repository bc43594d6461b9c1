import { describe, expect, it } from 'vitest';
import { KnownPaths } from './known-paths.js';

const paths = new KnownPaths('/shop', [
  '/shop/tests/cart/test_a.py',
  '/shop/tests/test_b.py',
  '/other/test_c.py',
]);

describe('known paths', () => {
  it('are the files and every folder between them and the root, the outer ones first', () => {
    expect([...paths.folders]).toEqual(['/shop', '/shop/tests', '/shop/tests/cart', '/other']);
    expect(paths.isFolder('/shop/tests/cart')).toBe(true);
    expect(paths.isFolder('/shop/tests/test_b.py')).toBe(false);
    expect(paths.within('/shop/tests')).toEqual(['/shop/tests/cart', '/shop/tests/test_b.py']);
  });

  it('tell what an event in a folder is about', () => {
    expect(paths.meantBy('/shop/tests', 'test_b.py')).toEqual(['/shop/tests/test_b.py']);
    expect(paths.meantBy('/shop/tests', 'notes.txt')).toEqual([]);
    // A folder that is moved or deleted says so of itself.
    expect(paths.meantBy('/shop/tests/cart', 'cart')).toEqual(['/shop/tests/cart']);
    expect(paths.meantBy('/shop/tests/cart', undefined)).toEqual([
      '/shop/tests/cart',
      '/shop/tests/cart/test_a.py',
    ]);
  });

  it('know the folders above a path as far as the root', () => {
    expect(paths.foldersAbove('/shop/tests/cart/test_a.py')).toEqual([
      '/shop',
      '/shop/tests',
      '/shop/tests/cart',
    ]);
    expect(paths.foldersAbove('/other/test_c.py')).toEqual([]);
  });
});
