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
    case 'unrecognized_keys':
      return `unknown: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return issue.message === 'Invalid input' ? unionWords(issue) : issue.message;
    default:
      return issue.message
        .replace(/^Invalid input: /, '')
        .replace(/^expected .*, received undefined$/, 'is missing')
        .replace(/^expected int, received number$/, 'expected a whole number');
  }
}

/** The same with the field that it is about, where it is about one. */
export function issueLine(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.');
  return field === '' ? issueWords(issue) : `${field}: ${issueWords(issue)}`;
}

/** What each of several shapes expects; where the input has one of them but for a part, what is wrong with the part. */
function unionWords({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const first = errors.flatMap(([issue]) => issue ?? []);
  const inside = first.find(({ path }) => path.length > 0);
  if (inside !== undefined) return issueLine(inside);
  return `expected ${first.map((issue) => (issue.code === 'invalid_type' ? issue.expected : issueWords(issue))).join(' or ')}`;
}

function amount(bound: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  return unit === undefined ? String(bound) : `${bound} ${unit}${bound === 1 ? '' : 's'}`;
}
