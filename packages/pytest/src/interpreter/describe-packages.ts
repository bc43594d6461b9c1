import { execa } from 'execa';
import type { Environment } from './interpreter-candidates.js';

/**
 * Prints the version and the platform, and a digest of all distributions on the path: their names and versions, what their
 * records say of their files, and where they come from. Compiled files and what tells of the installer may differ.
 */
const SCRIPT = `
import hashlib, os, sys
found = []
for entry in sys.path:
    for name in sorted(os.listdir(entry)) if entry and os.path.isdir(entry) else ():
        if not name.endswith((".dist-info", ".egg-info", ".egg-link", ".pth")):
            continue
        digest = hashlib.sha256()
        path = os.path.join(entry, name)
        parts = [path] if os.path.isfile(path) else [os.path.join(path, part) for part in ("RECORD", "direct_url.json", "PKG-INFO")]
        for part in parts:
            if os.path.isfile(part):
                with open(part, "rb") as lines:
                    for line in lines:
                        if b".pyc" not in line and b"INSTALLER" not in line and b"REQUESTED" not in line:
                            digest.update(line)
        found.append(name + " " + digest.hexdigest())
print(sys.implementation.name, ".".join(map(str, sys.version_info)), sys.platform, getattr(os, "uname", lambda: ("",) * 5)()[4],
    "venv" if sys.prefix != sys.base_prefix else "system", hashlib.sha256("\\n".join(found).encode()).hexdigest())
`;

/**
 * One line that is the same wherever the same interpreter has the same packages, and differs when either changes.
 *
 * @param python The interpreter.
 * @param directory Absolute path of the project.
 * @throws Error when the interpreter does not answer.
 */
export async function describePackages(
  python: string,
  directory: string,
  environment: Environment,
): Promise<string> {
  const { stdout } = await execa(python, ['-c', SCRIPT], {
    cwd: directory,
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
  });
  return stdout;
}
