import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DatelineError } from '../core/errors.ts';

/**
 * `line`: a line of the page, not of the article. `listing`: so are the headlines that follow it. `end`: the article above
 * it has ended. `break`: it may have.
 */
const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  kind: z.enum(['line', 'listing', 'end', 'break']),
  /** Regular expression, in lower case, that must match the whole line; the case of the line does not matter. */
  pattern: z.string(),
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

/** @throws invalid_config naming the line of the file that is wrong */
export async function loadBoilerplate(path: string): Promise<BoilerplateRules> {
  const rules: BoilerplateRules['rules'][number][] = [];
  const patterns: string[] = [];
  const words: string[] = [];
  for (const [index, line] of (await readFile(path, 'utf8')).split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const { id, kind, pattern, holds } = ruleSchema.parse(JSON.parse(line));
      if (rules.some((rule) => rule.id === id)) throw new Error(`the id ${id} is there twice`);
      const matches = new RegExp(`^(?:${pattern})$`, 'u');
      rules.push({ id, kind, matches });
      if (holds === undefined) patterns.push(matches.source);
      else words.push(...holds.map((word) => word.replace(/[^\p{L}\p{N} ]/gu, '\\$&')));
    } catch (cause) {
      throw new DatelineError('invalid_config', `${path}:${index + 1}: not a boilerplate rule`, { cause });
    }
  }
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
