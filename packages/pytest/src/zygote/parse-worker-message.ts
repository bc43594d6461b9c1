import { type Checked, checker, parseJson } from '@steadfast/core';
import { validateWorkerExit, validateWorkerHello, validateWorkerStarted } from '../generated/validators.js';
import type { WorkerExit, WorkerHello, WorkerStarted } from './worker-message.js';

const parser =
  <T>(check: (value: unknown) => Checked<T>) =>
  (payload: Buffer): Checked<T> => {
    const json = parseJson(payload.toString());
    return json.kind === 'valid' ? check(json.value) : json;
  };

export const parseHello = parser(checker<WorkerHello>(validateWorkerHello));
export const parseStarted = parser(checker<WorkerStarted>(validateWorkerStarted));
export const parseExit = parser(checker<WorkerExit>(validateWorkerExit));
