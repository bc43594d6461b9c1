/** An element as text. Attributes that are `undefined` are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content: readonly string[] = [],
): string {
  const start = opening(name, attributes);
  return content.length === 0 ? `${start}/>` : `${start}>${content.join('')}</${name}>`;
}

/** An element in parts, for one that is too long to be held as a whole. */
export function* longElement(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content: Iterable<string>,
): Generator<string> {
  yield `${opening(name, attributes)}>`;
  yield* content;
  yield `</${name}>`;
}

function opening(name: string, attributes: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${attributeValue(value)}"`],
  );
  return `<${name}${pairs.join('')}`;
}

/** Text between tags. */
export function text(value: string): string {
  return readable(value).replaceAll(/[<>&\r]/g, reference);
}

// A parser makes spaces of line breaks and tabs in attributes, unless they are references.
function attributeValue(value: string): string {
  return readable(value).replaceAll(/[<>&"\r\n\t]/g, reference);
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/**
 * Everything outside of XML's `Char` (https://www.w3.org/TR/xml/#charsets), and DEL, which pytest leaves out too. With the
 * `u` flag, surrogates match only where they stand alone.
 */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u0080-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Shows what XML cannot hold, in any form, as pytest does: `#x07`. */
function readable(value: string): string {
  return value.replaceAll(FORBIDDEN, (character) => {
    const code = character.charCodeAt(0);
    return `#x${code
      .toString(16)
      .toUpperCase()
      .padStart(code <= 0xff ? 2 : 4, '0')}`;
  });
}
