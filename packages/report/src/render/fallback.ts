import { failuresOf, type RunRecord } from '@steadfast/core/record';
import { projectName, resultOf } from '../result.js';

/** Failures named where the page itself cannot run. */
const SHOWN = 200;

/** What a browser shows that runs no script, or cannot decompress: the result, and every failure in one line. */
export function fallbackHtml(record: RunRecord): string {
  const failures = record.files
    .flatMap(failuresOf)
    .map((failure) =>
      failure.kind === 'test'
        ? `${failure.test.id}: ${failure.test.last.message ?? failure.test.last.outcome}`
        : `${failure.file.path}: ${failure.verdict}`,
    );
  const more = failures.length > SHOWN ? [`and ${failures.length - SHOWN} more`] : [];
  const lines = [...failures.slice(0, SHOWN), ...more];
  return [
    `<h1>${html(resultOf(record).text)}</h1>`,
    `<p>${html(projectName(record))}, ${html(new Date(record.startedAt).toISOString())}</p>`,
    ...(lines.length === 0 ? [] : [`<ul>${lines.map((line) => `<li>${html(line)}</li>`).join('')}</ul>`]),
    '<p>The rest of this report needs JavaScript and a browser that decompresses data (Chrome 80, Firefox 113, Safari 16.4 or newer).</p>',
  ].join('\n');
}

/** Text between tags or in a quoted attribute. */
export function html(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
