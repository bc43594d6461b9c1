import { readFileSync } from 'node:fs';

/** Where a template takes what a run brings. */
export const SLOTS = {
  head: '<!-- steadfast: head -->',
  fallback: '<!-- steadfast: fallback -->',
  data: '<!-- steadfast: data -->',
} as const;

/** As deep in the package of a bundle that this module is part of as in this one. */
const TEMPLATE = new URL('../../template/report.html', import.meta.url);

let built: string | undefined;

/**
 * The page as it was built.
 *
 * @throws when the package was not built.
 */
export function readTemplate(): string {
  built ??= readFileSync(TEMPLATE, 'utf8');
  return built;
}

/** Puts texts into the slots of a template. */
export function fillTemplate(template: string, texts: Readonly<Record<keyof typeof SLOTS, string>>): string {
  let rest = template;
  const parts: string[] = [];
  for (const name of ['head', 'fallback', 'data'] as const) {
    const at = rest.indexOf(SLOTS[name]);
    if (at === -1) throw new Error(`The template of the report has no place for its ${name}.`);
    parts.push(rest.slice(0, at), texts[name]);
    rest = rest.slice(at + SLOTS[name].length);
  }
  return [...parts, rest].join('');
}
