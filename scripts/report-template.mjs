// Builds the page of the browser report into one template file. Costs nothing when nothing changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/run.mjs';

const PACKAGE = join(ROOT, 'packages/report');
/** The page as one file, with places for what a run brings. */
export const TEMPLATE = join(PACKAGE, 'template/report.html');
const BUILT_FROM = join(PACKAGE, 'template/built-from.txt');
const INPUTS = [
  'packages/report/page',
  'packages/report/src',
  'packages/core/src',
  'package.json',
  'scripts/report-template.mjs',
];

export async function buildReportTemplate() {
  const inputs = digestOf(INPUTS.map((input) => join(ROOT, input)));
  if (existsSync(TEMPLATE) && existsSync(BUILT_FROM) && readFileSync(BUILT_FROM, 'utf8') === inputs) return;
  const { script, style } = await bundlePage();
  const page = readFileSync(join(PACKAGE, 'page/template.html'), 'utf8');
  mkdirSync(join(PACKAGE, 'template'), { recursive: true });
  writeFileSync(TEMPLATE, assemble(page, script, style));
  writeFileSync(BUILT_FROM, inputs);
}

async function bundlePage() {
  const { build } = await import('vite');
  const { output } = await build({
    root: join(PACKAGE, 'page'),
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@steadfast/core/record': join(ROOT, 'packages/core/src/record/index.ts') } },
    build: {
      write: false,
      target: 'es2022',
      // Browsers that know light-dark(), which the style is written with.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: { input: join(PACKAGE, 'page/main.tsx') },
    },
  });
  const script = output.find(({ type }) => type === 'chunk').code.trim();
  const style = output.find(({ fileName }) => fileName.endsWith('.css')).source.trim();
  return { script: script.replaceAll('</script', String.raw`<\/script`), style };
}

/** The page with everything in it. Its policy lets run this script and nothing else, and load nothing from anywhere. */
function assemble(page, script, style) {
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; img-src data:`;
  return page
    .replace('<!-- policy -->', () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script type="module">${script}</script>`);
}

function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesIn)) hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(path) || /\.\w+$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.spec.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (process.argv[1] === import.meta.filename) await buildReportTemplate();
