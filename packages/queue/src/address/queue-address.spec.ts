import { describe, expect, it } from 'vitest';
import { InvalidQueueAddress, parseQueueAddress } from './queue-address.js';

describe('the address of a queue', () => {
  it('has a default for everything but the host', () => {
    expect(parseQueueAddress('redis://queue')).toEqual({
      host: 'queue',
      port: 6379,
      tls: false,
      database: 0,
      prefix: 'steadfast',
      shown: 'redis://queue',
    });
  });

  it('may have TLS, a user, a password, a port, a database and a prefix', () => {
    expect(parseQueueAddress('rediss://ci:p%40ss@queue.internal:6380/2?prefix=team-a')).toMatchObject({
      ...{ host: 'queue.internal', port: 6380, tls: true, database: 2 },
      ...{ username: 'ci', password: 'p@ss', prefix: 'team-a' },
    });
  });

  it('knows Valkey by its name, and IPv6', () => {
    expect(parseQueueAddress('valkeys://[::1]:7000')).toMatchObject({ host: '::1', port: 7000, tls: true });
  });

  it('is shown without its secrets', () => {
    const { shown } = parseQueueAddress('rediss://ci:secret@queue:6380/1');
    expect(shown).toBe('rediss://queue:6380/1');
  });

  it.each([
    '',
    'queue:6379',
    'http://queue',
    'redis://',
    'redis://queue/tests',
    'redis://q?prefix=a:b',
    'redis://q?tls=1',
  ])('is not %j', (text) => {
    expect(() => parseQueueAddress(text)).toThrow(InvalidQueueAddress);
  });

  it('does not repeat a bad address, which may hold a password', () => {
    expect(() => parseQueueAddress('http://ci:secret@queue')).not.toThrow('secret');
  });
});
