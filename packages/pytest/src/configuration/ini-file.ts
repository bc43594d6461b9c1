import { ConfigurationError } from './configuration-error.js';

/** Names and values of one section, in order. */
export type IniSection = ReadonlyMap<string, string>;

/**
 * Reads an INI file by the rules of the Python package iniconfig, which pytest uses: values go on in indented lines,
 * `=` or `:` ends a name, and `#` or `;` starts a comment only at the start of a line.
 *
 * @throws {ConfigurationError} with the line, in iniconfig's words.
 */
export function parseIni(file: string, text: string): ReadonlyMap<string, IniSection> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let name: string | undefined;
  for (const [index, raw] of splitLines(text).entries()) {
    const fault = (problem: string): ConfigurationError => new ConfigurationError(file, index + 1, problem);
    const line = /^\s*[#;]/.test(raw) ? '' : raw.trimEnd();
    if (line === '') continue;
    const header = sectionName(line);
    if (header !== undefined) {
      if (header === '') throw fault('empty section name');
      if (sections.has(header)) throw fault(`duplicate section '${header}'`);
      section = new Map();
      sections.set(header, section);
      name = undefined;
    } else if (/^\s/.test(line) || line.startsWith('[')) {
      if (section === undefined || name === undefined) throw fault('unexpected value continuation');
      const value = section.get(name);
      section.set(name, value ? `${value}\n${line.trim()}` : line.trim());
    } else {
      const entry = splitEntry(line);
      if (entry === undefined) throw fault(`unexpected line: '${line}'`);
      if (section === undefined) throw fault('no section header defined');
      if (section.has(entry.name)) throw fault(`duplicate name '${entry.name}'`);
      section.set(entry.name, entry.value);
      name = entry.name;
    }
  }
  return sections;
}

/** The lines of a text as Python's `splitlines` sees them where configuration files are concerned. */
function splitLines(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/);
}

function sectionName(line: string): string | undefined {
  if (!line.startsWith('[')) return undefined;
  const header = line.replace(/[#;].*$/s, '').trimEnd();
  return header.endsWith(']') ? header.slice(1, -1) : undefined;
}

function splitEntry(line: string): { readonly name: string; readonly value: string } | undefined {
  const equals = line.indexOf('=');
  const colon = line.indexOf(':');
  const end = equals >= 0 && (colon < 0 || equals < colon) ? equals : colon;
  return end < 0 ? undefined : { name: line.slice(0, end).trim(), value: line.slice(end + 1).trim() };
}
