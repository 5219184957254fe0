import type { z } from 'zod';
import { DatelineError } from './errors.ts';
import { issueLine } from './issue-words.ts';

/**
 * The entries of a file that people write, one JSON object a line; empty lines are none.
 * @throws invalid_config with every mistake and its line
 */
export function parseJsonLines<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): z.output<Schema>[] {
  const entries: z.output<Schema>[] = [];
  const reasons: string[] = [];
  for (const [index, line] of withoutMark(text).split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const parsed = schema.safeParse(JSON.parse(line));
      if (parsed.success) entries.push(parsed.data);
      else reasons.push(`${file}:${index + 1}: ${parsed.error.issues.map(issueLine).join(', ')}`);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      reasons.push(`${file}:${index + 1}: not JSON`);
    }
  }
  if (reasons.length > 0) throw new DatelineError('invalid_config', reasons.join('; '), { details: { reasons } });
  return entries;
}

/** Without the byte order mark that editors on Windows put before the first line. */
export function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
