/** The look of the report; it follows the reader's choice of light or dark. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --odd: #9a6700; --bad: #cf222e; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --odd: #d29922; --bad: #f85149; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin-bottom: 0; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.85rem; }
pre { background: #8881; border-radius: 6px; overflow-x: auto; padding: 0.75rem; white-space: pre-wrap; }
.facts { color: GrayText; }
.passed { color: var(--good); }
.flaky, .recovered, .skipped, .xfailed, .xpassed, .cancelled { color: var(--odd); }
.failed, .missing, .timed-out, .crashed, .error, .unfinished { color: var(--bad); }
.filters { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; margin: 1rem 0; }
.filters input[type=search] { flex: 1; font: inherit; min-width: 12rem; padding: 0.25rem 0.5rem; }
details { border-top: 1px solid var(--line); padding: 0.25rem 0; }
details details { margin-left: 1.5rem; }
summary { cursor: pointer; display: flex; gap: 1rem; }
summary .name { flex: 1; overflow-wrap: anywhere; }
summary .verdict { width: 6rem; }
summary .time { color: GrayText; font-variant-numeric: tabular-nums; }
svg { display: block; height: auto; width: 100%; }
svg rect { fill: currentColor; }
svg rect:hover { opacity: 0.6; }
`;

/** Hides the files that the reader does not want to see. */
export const HTML_SCRIPT = `
const search = document.querySelector('#search');
const boxes = [...document.querySelectorAll('.filters input[type=checkbox]')];
function filter() {
  const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const text = search.value.toLowerCase();
  for (const file of document.querySelectorAll('[data-verdict]')) {
    file.hidden = !wanted.has(file.dataset.verdict) || !file.textContent.toLowerCase().includes(text);
  }
}
search.addEventListener('input', filter);
for (const box of boxes) box.addEventListener('change', filter);
filter();
`;
