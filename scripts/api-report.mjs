// Writes packages/*/api.md: every public export with its type, so that a change of the API shows in review. `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from './setup/run.mjs';

const PACKAGES = ['core', 'pytest', 'cli', 'report', 'queue', 'nx'];
const check = process.argv.includes('--check');
let stale = 0;

for (const name of PACKAGES) {
  const folder = join(ROOT, 'packages', name);
  if (!existsSync(join(folder, 'package.json'))) continue;
  const entries = entryPoints(folder).filter(({ types }) => existsSync(types));
  if (entries.length === 0) throw new Error(`${name} is not built: npm run build`);
  const text = reportOf(`@steadfast/${name}`, folder, entries);
  const file = join(folder, 'api.md');
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale++;
  if (check) console.error(`${relative(ROOT, file)} is not what the package exports now: run npm run api`);
  else writeFileSync(file, text);
}
if (check && stale > 0) process.exitCode = 1;

/** What package.json exports with types. */
function entryPoints(folder) {
  const { exports = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'object' && target.types ? [{ path, types: join(folder, target.types) }] : [],
  );
}

function reportOf(name, folder, entries) {
  const program = ts.createProgram(
    entries.map(({ types }) => types),
    {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      skipLibCheck: true,
    },
  );
  const checker = program.getTypeChecker();
  const lines = [`# API of ${name}`, '', 'Made by `npm run api`; its changes are reviewed.'];
  for (const { path, types } of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(types));
    if (module === undefined) continue;
    lines.push('', `## \`${path === '.' ? name : name + path.slice(1)}\``, '', '```ts');
    const symbols = checker.getExportsOfModule(module).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const symbol of symbols) lines.push(...declarationsOf(resolve(symbol, checker), folder));
    lines.push('```');
  }
  return `${lines.join('\n')}\n`;
}

function resolve(symbol, checker) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The text of a declaration, without comments and private members; only the name of what another package declares. */
function declarationsOf(symbol, folder) {
  return (symbol.declarations ?? []).map((declaration) => {
    const file = declaration.getSourceFile();
    if (!file.fileName.startsWith(`${folder.replaceAll('\\', '/')}/`))
      return `// ${symbol.name}: from another package`;
    const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return ts
      .createPrinter({ removeComments: true })
      .printNode(ts.EmitHint.Unspecified, node, file)
      .replace(/^export declare |^declare /, 'export ');
  });
}
