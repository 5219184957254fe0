import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseJsonLines } from '../core/json-lines.ts';

function toPattern(text: string, context: z.RefinementCtx): RegExp {
  try {
    return new RegExp(`^(?:${text})$`, 'u');
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
}

/**
 * `line`: a line of the page, not of the article. `listing`: so are the headlines that follow it. `end`: the article above
 * it has ended. `break`: it may have.
 */
const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'letters from a to z, digits and -'),
  kind: z.enum(['line', 'listing', 'end', 'break']),
  /** Regular expression, in lower case, that must match the whole line; the case of the line does not matter. */
  pattern: z.string().transform(toPattern),
  /**
   * Words, in lower case, of which every such line holds one. For a pattern that may begin anywhere in the line: trying it at
   * each letter costs twenty times as much as all other rules together.
   */
  holds: z.array(z.string().min(1)).min(1).optional(),
  note: z.string(),
});

/** What a line is, and the rule that says so: one of `data/`, or one of the lines around it. */
export interface BoilerplateRule {
  readonly id: string;
  readonly kind: 'line' | 'listing' | 'end' | 'break';
}

export interface BoilerplateRules {
  readonly rules: readonly (BoilerplateRule & { readonly matches: RegExp })[];
  /** Matches what any rule matches that does not say what its lines hold: one test for the many lines that no rule knows. */
  readonly any: RegExp;
  /** Matches what lines of the other rules hold. */
  readonly hold: RegExp;
}

/** Longer lines are an article's own, whatever they begin with, unless with the sign of who owns them. */
const LINE_LIMIT = 240;
const OWNED = /^(?:copyright )?©/i;

/** @throws invalid_config with every mistake and its line */
export async function loadBoilerplate(path: string): Promise<BoilerplateRules> {
  const taken = new Set<string>();
  const onceNamed = ruleSchema.refine(({ id }) => !taken.has(id) && taken.add(id), {
    path: ['id'],
    message: 'a rule before has it',
  });
  const entries = parseJsonLines(await readFile(path, 'utf8'), path, onceNamed);
  const rules = entries.map(({ id, kind, pattern }) => ({ id, kind, matches: pattern }));
  const patterns = entries.flatMap(({ pattern, holds }) => (holds === undefined ? [pattern.source] : []));
  const words = entries.flatMap(({ holds = [] }) => holds.map((word) => word.replace(/[^\p{L}\p{N} ]/gu, '\\$&')));
  return { rules, any: eitherOf(patterns, 'u'), hold: eitherOf(words, '') };
}

function eitherOf(patterns: readonly string[], flags: string): RegExp {
  return new RegExp(patterns.join('|') || '(?!)', flags);
}

/** The rule that a line of text is boilerplate by, or null. */
export function boilerplateRule(text: string, rules: BoilerplateRules): BoilerplateRule | null {
  if (text.length > LINE_LIMIT && !OWNED.test(text)) return null;
  const line = text.slice(0, LINE_LIMIT).toLowerCase();
  const item = BULLET.exec(line);
  return ruleOf(line, rules) ?? (item === null ? null : ruleOf(line.slice(item[0].length), rules));
}

/** A menu is a list to some scrapers: `* Terms of use`. */
const BULLET = /^[*•·▪►▸♦>+-] (?=[\p{L}\p{N}])/u;

function ruleOf(line: string, { rules, any, hold }: BoilerplateRules): BoilerplateRule | null {
  return any.test(line) || hold.test(line) ? (rules.find((rule) => rule.matches.test(line)) ?? null) : null;
}
