import type { z } from 'zod';

/** What a bound counts; that of a number is said alone. */
const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'value' };

/** What is wrong with an input, as said to people: what a schema says of itself, else its bound in plain words. */
export function issueWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return `at most ${amount(issue.maximum, issue.origin)}`;
    case 'too_small':
      return `at least ${amount(issue.minimum, issue.origin)}`;
    case 'invalid_value':
      return issue.values.length === 1 ? `only ${String(issue.values[0])}` : `one of ${issue.values.join(', ')}`;
    default:
      return issue.message.replace(/^Invalid input: /, '');
  }
}

function amount(bound: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  return unit === undefined ? String(bound) : `${bound} ${unit}${bound === 1 ? '' : 's'}`;
}
