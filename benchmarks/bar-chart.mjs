/** A horizontal bar chart as SVG: one group of bars per suite, relative to its slowest bar. */
export function barChart(title, groups) {
  const [width, left, bar, gap] = [760, 270, 18, 26];
  const rows = groups.flatMap(({ name, bars }) => [{ heading: name }, ...scaled(bars)]);
  const height = 50 + rows.length * 22 + groups.length * gap;
  let y = 44;
  const parts = rows.map((row) => {
    if (row.heading !== undefined) {
      y += gap + 18;
      return `<text x="10" y="${y - 6}" font-weight="bold">${escape(row.heading)}</text>`;
    }
    const length = Math.max(2, row.share * (width - left - 90));
    const color = row.name.startsWith('steadfast') ? '#1a7f5a' : '#9aa5b1';
    const text = [
      `<text x="${left - 8}" y="${y + 13}" text-anchor="end">${escape(row.name)}</text>`,
      `<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="${bar}" fill="${color}"/>`,
      `<text x="${(left + length + 6).toFixed(1)}" y="${y + 13}">${row.seconds.toFixed(1)} s</text>`,
    ];
    y += 22;
    return text.join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="10" y="26" font-size="15" font-weight="bold">${escape(title)}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function scaled(bars) {
  const longest = Math.max(...bars.map(({ seconds }) => seconds));
  return bars.map(({ name, seconds }) => ({
    name: name.replaceAll('`', ''),
    seconds,
    share: seconds / longest,
  }));
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
