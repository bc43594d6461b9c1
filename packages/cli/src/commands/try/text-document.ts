import type { TextStyle } from '../../terminal/text-style.js';

/** A report that is written to a terminal and as Markdown. */
export interface TextDocument {
  readonly title: string;
  /** One line that says how it went. */
  readonly summary: string;
  readonly isGood: boolean;
  readonly sections: readonly TextSection[];
}

export interface TextSection {
  readonly title: string;
  readonly blocks: readonly TextBlock[];
}

export type TextBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** The first row is the heading; the first column is text, the others are figures. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'finding'; readonly heading: string; readonly lines: readonly string[] };

export function terminalText({ title, summary, isGood, sections }: TextDocument, style: TextStyle): string {
  const tone = isGood ? style.good : style.odd;
  return [
    style.strong(title),
    ...sections.flatMap((section) => [
      '',
      style.strong(section.title),
      ...section.blocks.flatMap((block) => terminalBlock(block, style)),
    ]),
    '',
    tone(summary),
    '',
  ].join('\n');
}

function terminalBlock(block: TextBlock, style: TextStyle): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [`  ${block.text}`];
    case 'list':
      return block.items.map((item) => `  - ${item}`);
    case 'table':
      return alignedRows(block.rows).map((row) => `  ${row}`);
    case 'finding':
      return [`  ${style.odd(block.heading)}`, ...block.lines.map((line) => `    ${line}`)];
  }
}

function alignedRows(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd(),
  );
}

export function markdownText({ title, summary, sections }: TextDocument): string {
  return [
    `# ${title}`,
    '',
    `**${summary}**`,
    ...sections.flatMap((section) => ['', `## ${section.title}`, ...section.blocks.flatMap(markdownBlock)]),
    '',
  ].join('\n');
}

function markdownBlock(block: TextBlock): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return ['', escaped(block.text)];
    case 'list':
      return ['', ...block.items.map((item) => `- ${escaped(item)}`)];
    case 'table': {
      const [head = [], ...body] = block.rows;
      const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
      return [
        '',
        line(head),
        line(head.map((_, column) => (column === 0 ? '---' : '---:'))),
        ...body.map(line),
      ];
    }
    case 'finding':
      return ['', `### \`${block.heading}\``, '', ...block.lines.map((text) => `- ${escaped(text)}`)];
  }
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}<>|[\]#]/g, String.raw`\$&`);
}
