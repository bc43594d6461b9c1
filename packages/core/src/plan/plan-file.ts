import { checker, parseJson } from '../foreign/check.js';
import { validatePlan } from '../generated/validators.js';
import { type Plan, PLAN_VERSION, planDigest, type PlannedShard } from './plan.js';

const checkPlan = checker<Plan>(validatePlan);

/** A plan file that is none, was changed by hand, or comes from a Steadfast that this one does not understand. */
export class UnreadablePlan extends Error {
  override readonly name = 'UnreadablePlan';
}

/** The text of a plan file: JSON, a file per line. */
export function planText(plan: Plan): string {
  const shards = plan.shards.map(shardText).join(',\n');
  return `{\n "version": ${plan.version},\n "digest": "${plan.digest}",\n "shards": [\n${shards}\n ]\n}\n`;
}

/**
 * Reads the text of a plan file.
 *
 * @param name Names the file in an error.
 * @throws {UnreadablePlan} also when the digest is not that of the content: such a plan could run a file twice, or not at all.
 */
export function parsePlan(text: string, name: string): Plan {
  const json = parseJson(text);
  if (json.kind === 'invalid') throw new UnreadablePlan(`${name} is no plan: ${json.problem}`);
  const content = json.value;
  if (!isObject(content) || !('version' in content) || !('shards' in content))
    throw new UnreadablePlan(`${name} is not a plan; steadfast plan --format json writes one.`);
  if (content.version !== PLAN_VERSION) {
    const versions = `version ${String(content.version)}, and this Steadfast reads version ${PLAN_VERSION}`;
    throw new UnreadablePlan(`${name} is a plan of ${versions}.`);
  }
  const checked = checkPlan(content);
  if (checked.kind === 'invalid') throw new UnreadablePlan(`${name} is not a plan: ${checked.problem}.`);
  const { shards, digest } = checked.value;
  if (shards.length === 0 || shards.some(({ index }, position) => index !== position + 1))
    throw new UnreadablePlan(`${name} is not a plan: its shards are not what steadfast plan writes.`);
  if (digest !== planDigest(shards)) {
    throw new UnreadablePlan(
      `${name} was changed after it was made, or made by another version: its digest does not match. Make it again with steadfast plan.`,
    );
  }
  return { version: PLAN_VERSION, digest, shards };
}

function shardText({ index, estimateMs, files }: PlannedShard): string {
  const lines = files.map((file) => `    ${JSON.stringify(file)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n   ]`;
  return `  {\n   "index": ${index},\n   "estimateMs": ${estimateMs},\n   "files": ${list}\n  }`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
