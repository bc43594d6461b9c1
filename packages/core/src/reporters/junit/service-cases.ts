import type { RunRecord } from '../../record/run-record.js';
import { element, text } from '../markup.js';
import { outputElement } from './captured-output.js';
import { seconds, type TestCase } from './test-case.js';

/** A test case for each service, and each command of set-up and teardown, that failed: of some of them no file tells. */
export function serviceCases({ notable }: RunRecord): readonly TestCase[] {
  return notable.flatMap((event) => {
    if (event.type !== 'service-changed' || event.change.state !== 'failed') return [];
    const { kind, name, slot, ageMs, reason = '', output } = event.change;
    const [message = ''] = reason.split('\n', 1);
    const attributes = {
      classname: kind,
      name: slot === undefined ? name : `${name}[${slot}]`,
      time: seconds(ageMs),
    };
    const error = element('error', { type: `${kind}-failed`, message }, [text(reason)]);
    const xml = element('testcase', attributes, [error, ...outputElement('system-out', output?.text ?? '')]);
    return [{ kind: 'error', durationMs: ageMs, xml }];
  });
}
