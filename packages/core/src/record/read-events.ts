import { createReadStream } from 'node:fs';
import { EVENTS_VERSION, type RunEvent } from '../events.js';
import { checker, parseJson } from '../foreign/check.js';
import { validateRunEvent } from '../generated/validators.js';

const checkEvent = checker<RunEvent>(validateRunEvent);

/** An event log that is none, or that this version cannot read. */
export class UnreadableEvents extends Error {
  override readonly name = 'UnreadableEvents';
}

/**
 * Reads an event log event by event. A last line that breaks off is what a killed run leaves, and is left out.
 *
 * @throws {UnreadableEvents} naming file and line for anything else that is no event.
 */
export async function* readEvents(path: string): AsyncGenerator<RunEvent> {
  let number = 0;
  let rest = '';
  // Not readline: it also breaks lines at U+2028, which JSON leaves as it is.
  for await (const chunk of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield parseEvent(line, path, ++number);
  }
  if (number === 0) throw new UnreadableEvents(`${path} holds no event of a run.`);
}

function parseEvent(line: string, path: string, number: number): RunEvent {
  const where = `${path}, line ${number}`;
  const json = parseJson(line);
  if (json.kind === 'invalid') throw new UnreadableEvents(`${where}: ${json.problem}`);
  const event = json.value;
  if (typeof event !== 'object' || event === null || !('type' in event)) {
    throw new UnreadableEvents(`${where} is not an event of a run.`);
  }
  if (number === 1) assertReadable(event, where);
  const checked = checkEvent(event);
  if (checked.kind === 'invalid')
    throw new UnreadableEvents(`${where} is a malformed event: ${checked.problem}.`);
  return checked.value;
}

function assertReadable(event: { readonly type: unknown; readonly version?: unknown }, where: string): void {
  if (event.type !== 'run-started')
    throw new UnreadableEvents(`${where}: an event log begins with run-started.`);
  if (event.version !== EVENTS_VERSION) {
    const versions = `version ${String(event.version)}, and this Steadfast reads version ${EVENTS_VERSION}`;
    throw new UnreadableEvents(`${where} has events of ${versions}.`);
  }
}
