import { stripVTControlCharacters } from 'node:util';

/**
 * Whether a collection error says that the test file itself was not there: pytest had found it, and then Python could not
 * open it (`FileNotFoundError`), pytest's `import_path` did not see it any more (`ImportError: PATH`), or the import system
 * did not (`ModuleNotFoundError` that names the file's own module), or it was gone when pytest compared the imported file
 * with the wanted one (a mismatch of a path with itself).
 */
export function saysFileVanished(traceback: string, absolutePath: string): boolean {
  const path = absolutePath.replaceAll('\\', '/');
  // pytest marks and colours the lines of an error.
  const lines = stripVTControlCharacters(traceback)
    .split('\n')
    .map((line) => line.trim().replace(/^E\s+/, '').replaceAll('\\', '/'));
  if (lines.includes('import file mismatch:') && lines.filter((line) => line === path).length === 2)
    return true;
  return lines.some((text) => {
    return (
      saysCannotOpen(text, path) || text.endsWith(`ImportError: ${path}`) || saysNoSuchModule(text, path)
    );
  });
}

function saysCannotOpen(line: string, path: string): boolean {
  const named = /FileNotFoundError: \[Errno 2\] .*: ['"](.+)['"]$/.exec(line)?.[1];
  return named !== undefined && (path === named || path.endsWith(`/${named}`));
}

function saysNoSuchModule(line: string, path: string): boolean {
  const module = /ModuleNotFoundError: No module named '([^']+)'$/.exec(line)?.[1];
  return module !== undefined && path.endsWith(`/${module.replaceAll('.', '/')}.py`);
}
