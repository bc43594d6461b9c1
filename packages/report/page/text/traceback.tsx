import { tokenize, SugarHigh } from 'sugar-high/core';
import * as python from 'sugar-high/lang/python';
import type { ComponentChildren } from 'preact';
import { ansiLines, hasAnsi, type Piece } from './ansi.js';
import { lineKind, type LineKind } from './line-kind.js';
import { printable } from './printable.js';

/** Colouring of more than this would keep the page waiting. */
const COLOURED_CHARACTERS = 300_000;

/** A traceback as pytest shows it on a terminal: its own colours where it wrote some, or the like of them. */
export function Traceback({ text }: { readonly text: string }) {
  const trimmed = indented(text.replace(/^\n+|\s+$/g, ''));
  if (trimmed.length > COLOURED_CHARACTERS)
    return (
      <pre class="code" tabIndex={0}>
        {printable(trimmed)}
      </pre>
    );
  const pieces = hasAnsi(trimmed) ? ansiLines(trimmed) : undefined;
  const lines = pieces?.map(plainText) ?? trimmed.split('\n');
  return (
    <pre class="code" tabIndex={0}>
      {lines.map((line, index) => {
        const kind = lineKind(line);
        return (
          <span key={index} class={`line ${kind}`}>
            {content(line, kind, pieces?.[index])}
            {'\n'}
          </span>
        );
      })}
    </pre>
  );
}

/** The first line of a function may have lost its indentation on the way here. */
function indented(text: string): string {
  return /^(async def|def|class|@)\b[^]*\n(>| {4}) {4}/.test(text) ? `    ${text}` : text;
}

/** What a program wrote. */
export function Output({ text }: { readonly text: string }) {
  const trimmed = text.replace(/^\n+|\s+$/g, '');
  if (!hasAnsi(trimmed) || trimmed.length > COLOURED_CHARACTERS)
    return (
      <pre class="code" tabIndex={0}>
        {printable(trimmed)}
      </pre>
    );
  return (
    <pre class="code" tabIndex={0}>
      {ansiLines(trimmed).map((pieces) => [...pieces.map(pieceElement), '\n'])}
    </pre>
  );
}

function content(line: string, kind: LineKind, pieces: readonly Piece[] | undefined): ComponentChildren {
  if (pieces?.some(({ classes, color }) => classes !== '' || color !== undefined))
    return pieces.map(pieceElement);
  return kind === 'source' || kind === 'current' ? pythonElements(line) : printable(line);
}

function plainText(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

function pieceElement({ text, classes, color }: Piece, index: number) {
  if (classes === '' && color === undefined) return printable(text);
  return (
    <span key={index} class={classes} style={color === undefined ? undefined : { color }}>
      {printable(text)}
    </span>
  );
}

function pythonElements(line: string): ComponentChildren {
  return tokenize(line, python).map(([type, value], index) => {
    const name = SugarHigh.TokenTypes[type];
    if (name !== 'keyword' && name !== 'string' && name !== 'comment') return printable(value);
    return (
      <span key={index} class={`py-${name}`}>
        {printable(value)}
      </span>
    );
  });
}
