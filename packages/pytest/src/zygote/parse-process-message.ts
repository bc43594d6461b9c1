import { type Checked, checker, parseJson } from '@steadfast/core';
import {
  validateProcessIdentity,
  validateWorkerExit,
  validateWorkerStarted,
  validateZygoteHello,
} from '../generated/validators.js';
import type { ProcessIdentity, WorkerExit, WorkerStarted, ZygoteHello } from './process-message.js';

const parser =
  <T>(check: (value: unknown) => Checked<T>) =>
  (payload: Buffer): Checked<T> => {
    const json = parseJson(payload.toString());
    return json.kind === 'valid' ? check(json.value) : json;
  };

export const parseIdentity = parser(checker<ProcessIdentity>(validateProcessIdentity));
export const parseHello = parser(checker<ZygoteHello>(validateZygoteHello));
export const parseStarted = parser(checker<WorkerStarted>(validateWorkerStarted));
export const parseExit = parser(checker<WorkerExit>(validateWorkerExit));
