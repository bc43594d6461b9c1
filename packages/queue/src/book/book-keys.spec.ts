import { expect, it } from 'vitest';
import { bookKeys, generationKeys, jobId } from './book-keys.js';

it('all keys begin with the prefix', () => {
  const { generation, queue, ...keys } = generationKeys('team', 'b1', 2);
  expect(generation).toBe(2);
  expect(queue).toBe('b1@2');
  for (const key of Object.values(keys)) expect(key).toMatch(/^team:book:b1:/);
});

it('builds with odd ids have keys of their own', () => {
  const ids = ['a b', 'a:b', 'a%3ab', 'a@1', 'a', 'ä'];
  expect(new Set(ids.map((id) => bookKeys('p', id).head)).size).toBe(ids.length);
  for (const id of ids) expect(generationKeys('p', id, 1).queue).not.toContain(':');
});

it('the id of a job is neither a number nor has it colons', () => {
  expect(jobId('tests/test_a.py')).toMatch(/^f[\w-]{21}$/);
  expect(jobId('a')).not.toBe(jobId('b'));
});
