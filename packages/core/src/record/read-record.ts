import { readFile } from 'node:fs/promises';
import { checker, parseJson } from '../foreign/check.js';
import { validateRunRecord } from '../generated/validators.js';
import { readEvents } from './read-events.js';
import { EventReader } from './record-builder.js';
import { RECORD_VERSION, type RunRecord } from './run-record.js';

const checkRecord = checker<RunRecord>(validateRunRecord);

/** A file that is no record, or that this version cannot read. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
}

/**
 * Reads the record of a run, or makes it of the run's event log. The content tells which it is: an event log has its first event
 * on its first line.
 *
 * @throws {UnreadableRecord} or `UnreadableEvents`, saying what is wrong; an error of the file system when there is no file.
 */
export async function readRecord(path: string): Promise<RunRecord> {
  const text = await readFile(path, 'utf8');
  if (isEventLog(text)) {
    const reader = new EventReader();
    for await (const event of readEvents(path)) reader.add(event);
    return reader.record;
  }
  return parseRecord(text, path);
}

function isEventLog(text: string): boolean {
  const [firstLine = ''] = text.split('\n', 1);
  const json = parseJson(firstLine);
  return (
    json.kind === 'valid' && typeof json.value === 'object' && json.value !== null && 'type' in json.value
  );
}

function parseRecord(text: string, path: string): RunRecord {
  const json = parseJson(text);
  if (json.kind === 'invalid')
    throw new UnreadableRecord(`${path} is neither a record nor an event log: ${json.problem}`);
  const { value } = json;
  if (typeof value !== 'object' || value === null || !('version' in value) || !('files' in value))
    throw new UnreadableRecord(`${path} is neither a record nor an event log of a run.`);
  if (value.version !== RECORD_VERSION) {
    const versions = `version ${String(value.version)}, and this Steadfast reads version ${RECORD_VERSION}`;
    throw new UnreadableRecord(`${path} is a record of ${versions}.`);
  }
  const checked = checkRecord(value);
  if (checked.kind === 'invalid')
    throw new UnreadableRecord(`${path} is a malformed record: ${checked.problem}.`);
  return checked.value;
}
