const [PANEL_WIDTH, PANEL_HEIGHT, GAP] = [340, 250, 30];
const [LEFT, TOP] = [44, 56];

/** Vertical axes end here: what is worse leaves the panel. */
const WORST = 3;

const COLORS = ['#1a7f5a', '#d97706', '#7c3aed', '#2563eb', '#dc2626', '#6b7280'];

/**
 * One panel per set, one line per strategy, as SVG: how many times the lower bound a plan takes, over the number of shards.
 *
 * @param {readonly { title: string, lines: readonly { name: string, points: readonly { x: number, y: number }[] }[] }[]} panels
 */
export function lineCharts(title, panels) {
  const columns = 2;
  const rows = Math.ceil(panels.length / columns);
  const width = columns * (PANEL_WIDTH + GAP) + GAP;
  const height = TOP + rows * (PANEL_HEIGHT + 50) + 40;
  const drawn = panels.map((panel, index) => {
    const x = GAP + (index % columns) * (PANEL_WIDTH + GAP);
    const y = TOP + Math.floor(index / columns) * (PANEL_HEIGHT + 50);
    return `<g transform="translate(${x} ${y})">${panelOf(panel)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${GAP}" y="26" font-size="15" font-weight="bold">${escape(title)}</text>`,
    ...drawn,
    legend(panels[0]?.lines.map(({ name }) => name) ?? [], height - 30),
    '</svg>',
    '',
  ].join('\n');
}

function panelOf({ title, lines }) {
  const shards = lines[0].points.map(({ x }) => x);
  const scaleX = (x) =>
    LEFT + (Math.log2(x / shards[0]) / Math.log2(shards.at(-1) / shards[0])) * (PANEL_WIDTH - LEFT);
  const scaleY = (y) => 20 + ((WORST - Math.min(y, WORST)) / (WORST - 1)) * (PANEL_HEIGHT - 40);
  const grid = [1, 1.5, 2, 2.5, 3].map((value) => {
    const y = scaleY(value).toFixed(1);
    const line = `<line x1="${LEFT}" x2="${PANEL_WIDTH}" y1="${y}" y2="${y}" stroke="#e5e7eb"/>`;
    return `${line}<text x="${LEFT - 6}" y="${Number(y) + 4}" text-anchor="end">${value}</text>`;
  });
  const ticks = shards.map(
    (x) => `<text x="${scaleX(x).toFixed(1)}" y="${PANEL_HEIGHT}" text-anchor="middle">${x}</text>`,
  );
  const paths = lines.map(({ points }, index) => {
    const path = points.map(({ x, y }) => `${scaleX(x).toFixed(1)},${scaleY(y).toFixed(1)}`).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${COLORS[index]}" stroke-width="2"/>`;
  });
  // The first line is ours: drawn last, on top.
  return [
    `<text x="0" y="6" font-weight="bold">${escape(title)}</text>`,
    ...grid,
    ...ticks,
    ...paths.toReversed(),
  ].join('');
}

function legend(names, y) {
  return names
    .map((name, index) => {
      const [x, row] = [GAP + (index % 3) * 240, Math.floor(index / 3) * 16];
      const line = `<line x1="${x}" x2="${x + 20}" y1="${y + row}" y2="${y + row}" stroke="${COLORS[index]}" stroke-width="3"/>`;
      return `${line}<text x="${x + 26}" y="${y + row + 4}">${escape(name)}</text>`;
    })
    .join('');
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
