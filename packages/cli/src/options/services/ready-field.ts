import type { ReadyCheck } from '@steadfast/core';
import { isTable } from '@steadfast/pytest';
import type { TomlValue } from 'smol-toml';
import { command, type Field } from '../tables/field.js';

const COMMAND = command('');

/** One of the ways to find out that a service can be used. */
export const READY: Field<ReadyCheck | undefined> = {
  allowed:
    'one of { port = "{port}" }, { url = "http://127.0.0.1:{port}/health" }, { log = "regular expression" } and { command = "..." }',
  help: 'When it can be used: something listens on a port, an address answers (with a status from 200 to 403), a line of its output matches, or a command ends with 0. Need not be said where the command holds `{port}`: then it is that port.',
  fallback: undefined,
  read: (value) => {
    const entries = isTable(value) ? Object.entries(value) : [];
    const [entry] = entries;
    return entries.length !== 1 || entry === undefined ? undefined : readCheck(...entry);
  },
};

function readCheck(kind: string, value: TomlValue): ReadyCheck | undefined {
  if (kind === 'command') {
    const words = COMMAND.read(value);
    return words && { kind, command: words };
  }
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  switch (kind) {
    case 'port':
      return text === '{port}' || isPort(text) ? { kind, port: text } : undefined;
    case 'url':
      return /^https?:\/\//.test(text) ? { kind, url: text } : undefined;
    case 'log': {
      const pattern = patternOf(text);
      return pattern && { kind, pattern };
    }
    default:
      return undefined;
  }
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) > 0 && Number(text) < 65_536;
}

function patternOf(text: string): RegExp | undefined {
  try {
    return new RegExp(text);
  } catch {
    return undefined;
  }
}
