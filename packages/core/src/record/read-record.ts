import { readFile } from 'node:fs/promises';
import { readEvents } from './read-events.js';
import { EventReader } from './record-builder.js';
import { RECORD_VERSION, type RunRecord } from './run-record.js';

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
  try {
    const value: unknown = JSON.parse(firstLine);
    return typeof value === 'object' && value !== null && 'type' in value;
  } catch {
    return false;
  }
}

function parseRecord(text: string, path: string): RunRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UnreadableRecord(`${path} is neither a record nor an event log: ${(error as Error).message}`, {
      cause: error,
    });
  }
  if (!isRecordLike(value))
    throw new UnreadableRecord(`${path} is neither a record nor an event log of a run.`);
  if (value.version !== RECORD_VERSION) {
    const versions = `version ${String(value.version)}, and this Steadfast reads version ${RECORD_VERSION}`;
    throw new UnreadableRecord(`${path} is a record of ${versions}.`);
  }
  return value as RunRecord;
}

function isRecordLike(value: unknown): value is { readonly version: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    'runId' in value &&
    'files' in value &&
    Array.isArray(value.files)
  );
}
