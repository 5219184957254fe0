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
  /** Regular expression, in lower case, that must match the whole line; the case of the line does not matter. */
  pattern: z.string(),
  note: z.string(),
});

export interface BoilerplateRule {
  readonly id: string;
  readonly kind: 'line' | 'listing' | 'end';
  readonly matches: RegExp;
}

export interface BoilerplateRules {
  readonly rules: readonly BoilerplateRule[];
  /** Matches what any rule matches: one test for the many lines that no rule knows. */
  readonly any: RegExp;
}

/** Longer lines are an article's own, whatever they begin with. */
const LINE_LIMIT = 240;

/** @throws invalid_config naming the line of the file that is wrong */
export async function loadBoilerplate(path: string): Promise<BoilerplateRules> {
  const rules: BoilerplateRule[] = [];
  for (const [index, line] of (await readFile(path, 'utf8')).split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const { id, kind, pattern } = ruleSchema.parse(JSON.parse(line));
      rules.push({ id, kind, matches: new RegExp(`^(?:${pattern})$`, 'u') });
    } catch (cause) {
      throw new DatelineError('invalid_config', `${path}:${index + 1}: not a boilerplate rule`, { cause });
    }
  }
  return { rules, any: new RegExp(rules.map(({ matches }) => matches.source).join('|') || '(?!)', 'u') };
}

/** The rule that a line of text is boilerplate by, or null. */
export function boilerplateRule(text: string, rules: BoilerplateRules): BoilerplateRule | null {
  if (text.length > LINE_LIMIT) return null;
  const line = text.toLowerCase();
  return rules.any.test(line) ? (rules.rules.find((rule) => rule.matches.test(line)) ?? null) : null;
}
