const CELL = { width: 8.4, height: 18 };
const MARGIN = 14;
/** How long the last picture stays before the recording begins again. */
const REST_MS = 6000;

/** Readable on the dark ground that the picture has, whatever the page has. */
const COLORS = [
  ...['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
  ...['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc'],
];

/** An animated picture of a recording; a row that is seen in several frames is written once. */
export function svgOf(frames, { columns, rows, title }) {
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = Math.ceil(rows * CELL.height + 2 * MARGIN);
  const total = frames.at(-1).at + REST_MS;
  const lines = new Map();
  const groups = frames.map((frame, index) => frameOf(frame, index, lines));
  const styles = frames.map((frame, index) =>
    keyframes(frame.at, frames[index + 1]?.at ?? total, total, index),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#c9d1d9;white-space:pre}g.f{opacity:0;animation:${(total / 1000).toFixed(2)}s step-end infinite}${styles.join('')}@media(prefers-reduced-motion:reduce){g.f{animation:none!important}g.f:last-of-type{opacity:1}}</style>`,
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    `<defs>${[...lines].map(([text, id]) => `<text id="${id}">${text}</text>`).join('')}</defs>`,
    ...groups,
    '</svg>',
    '',
  ].join('\n');
}

function frameOf({ rows }, index, lines) {
  const uses = rows.map((runs, row) => {
    if (runs.length === 0) return '';
    const text = runs.map(spanOf).join('');
    if (!lines.has(text)) lines.set(text, `l${lines.size}`);
    return `<use href="#${lines.get(text)}" y="${MARGIN + (row + 0.75) * CELL.height}"/>`;
  });
  return `<g class="f" style="animation-name:f${index}">${uses.join('')}</g>`;
}

function spanOf({ column, text, color, bold, dim }) {
  const x = (MARGIN + column * CELL.width).toFixed(1);
  const length = ([...text].length * CELL.width).toFixed(1);
  const look = [
    ...(color === undefined ? [] : [` fill="${COLORS[color]}"`]),
    ...(bold ? [' font-weight="bold"'] : []),
    ...(dim ? [' opacity=".6"'] : []),
  ].join('');
  return `<tspan x="${x}" textLength="${length}"${look}>${escaped(text)}</tspan>`;
}

/** One picture is shown from its time to that of the next. */
function keyframes(from, to, total, index) {
  const percent = (ms) => `${((100 * ms) / total).toFixed(3)}%`;
  return `@keyframes f${index}{0%{opacity:0}${percent(from)}{opacity:1}${percent(to)}{opacity:${to === total ? 1 : 0}}}`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
