import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DatelineError } from '../core/errors.ts';

/**
 * `line`: a line of the page, not of the article. `listing`: so are the headlines that follow it. `end`: the article above
 * it has ended.
 */
const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  kind: z.enum(['line', 'listing', 'end']),
  /** Regular expression that must match the whole line; case does not matter. */
  pattern: z.string(),
  note: z.string(),
});

export interface BoilerplateRule {
  readonly id: string;
  readonly kind: 'line' | 'listing' | 'end';
  readonly matches: RegExp;
}

export type BoilerplateRules = readonly BoilerplateRule[];

/** Longer lines are an article's own, whatever they begin with. */
const LINE_LIMIT = 320;

/** @throws invalid_config naming the line of the file that is wrong */
export async function loadBoilerplate(path: string): Promise<BoilerplateRules> {
  const rules: BoilerplateRule[] = [];
  for (const [index, line] of (await readFile(path, 'utf8')).split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const { id, kind, pattern } = ruleSchema.parse(JSON.parse(line));
      rules.push({ id, kind, matches: new RegExp(`^(?:${pattern})$`, 'iu') });
    } catch (cause) {
      throw new DatelineError('invalid_config', `${path}:${index + 1}: not a boilerplate rule`, { cause });
    }
  }
  return rules;
}

/** The rule that a line of text is boilerplate by, or null. */
export function boilerplateRule(text: string, rules: BoilerplateRules): BoilerplateRule | null {
  if (text.length > LINE_LIMIT) return null;
  return rules.find((rule) => rule.matches.test(text)) ?? null;
}
