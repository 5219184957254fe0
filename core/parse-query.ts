import type { Clause, Term, TextQuery } from './query.ts';
import { QUERY_LIMITS } from './query.ts';
import type { Notice } from './result.ts';
import { tokenize } from './text.ts';

/** A query as understood, and what the reader should be told about it. */
export interface ParsedQuery {
  readonly text: TextQuery;
  readonly notices: readonly Notice[];
}

export interface ParseOptions {
  /** True while the reader types: the last word also matches as the beginning of a word. */
  readonly prefix?: boolean;
}

/** One written piece: what stands between spaces, quotes kept together. */
interface Piece {
  readonly kind: 'word' | 'phrase' | 'or';
  readonly text: string;
  readonly excluded: boolean;
  readonly field?: 'title' | 'body';
  readonly slop?: number;
  readonly end: number;
}

/** Unseen, and kept in a word that is copied from a page; `\s` takes it for a space. */
const WORD_JOINER = '\ufeff';
const SPACE = /\s+/y;
const OR = /OR(?=\s|$)/y;
// A sign, a field, then a closed pair of quotes with an optional ~N, or a run without spaces.
const PHRASE = /(-?)(?:(title|body):)?(?:"([^"]*)"|“([^“”]*)”|«([^«»]*)»)(?:~(\d+))?/y;
const WORD = /(-?)(?:(title|body):(?=[^\s]))?([^\s"“”«»]+)/y;

/**
 * Reads the query language: words, `"phrases"` (`~N` lets N words stand between), `-not`, `a OR b`, `title:` and
 * `body:`. Nothing is an error: what is not of the language is searched as plain words, and a quote without its
 * partner is left out and told in `notices`.
 */
export function parseQuery(typed: string, options: ParseOptions = {}): ParsedQuery {
  const notices: Notice[] = [];
  const input = typed.replaceAll(WORD_JOINER, '');
  const pieces = readPieces(input, notices);
  const clauses: Clause[] = [];
  const excluded: Term[] = [];
  let terms = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'or' && joins(pieces, index)) continue;
    const term = toTerm(piece, options.prefix === true && index === pieces.length - 1 && piece.end === input.length);
    if (tokenize(term.text).length === 0) continue;
    if (++terms > QUERY_LIMITS.terms) {
      notices.push({ code: 'query-shortened', about: input.slice(0, 80) });
      break;
    }
    const previous = pieces[index - 1];
    if (piece.excluded) excluded.push(term);
    else if (previous?.kind === 'or' && joins(pieces, index - 1) && clauses.length > 0) {
      clauses.push({ anyOf: [...clauses.pop()!.anyOf, term] });
    } else clauses.push({ anyOf: [term] });
  }
  return { text: { clauses, excluded }, notices };
}

/** `OR` is an operator between two terms that are searched for; anywhere else it is the word. */
function joins(pieces: readonly Piece[], index: number): boolean {
  const stands = (piece: Piece | undefined): boolean =>
    piece !== undefined && piece.kind !== 'or' && !piece.excluded && tokenize(piece.text).length > 0;
  return stands(pieces[index - 1]) && stands(pieces[index + 1]);
}

function toTerm(piece: Piece, prefix: boolean): Term {
  const kind = piece.kind === 'phrase' ? 'phrase' : 'word';
  return {
    kind,
    text: piece.text,
    ...(piece.field !== undefined && { field: piece.field }),
    ...(prefix && kind === 'word' && !piece.excluded && { prefix: true }),
    ...(piece.slop !== undefined && piece.slop > 0 && { slop: piece.slop }),
  };
}

function readPieces(input: string, notices: Notice[]): Piece[] {
  const pieces: Piece[] = [];
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(input);
    if (match) position = pattern.lastIndex;
    return match;
  };
  while (position < input.length) {
    if (take(SPACE)) continue;
    if (take(OR)) {
      pieces.push({ kind: 'or', text: 'OR', excluded: false, end: position });
      continue;
    }
    const start = position;
    const phrase = take(PHRASE);
    if (phrase) {
      const text = phrase[3] ?? phrase[4] ?? phrase[5] ?? '';
      pieces.push({ kind: 'phrase', text, ...signs(phrase), ...slopOf(phrase[6]), end: position });
      continue;
    }
    const word = take(WORD);
    if (word) {
      pieces.push({ kind: 'word', text: word[3]!, ...signs(word), end: position });
      continue;
    }
    position = start + 1; // a quote that has no partner, or a lone sign before one
    if (input[start] !== '-' && !notices.some((notice) => notice.code === 'unbalanced-quote')) {
      notices.push({ code: 'unbalanced-quote', about: input.slice(start, start + 80) });
    }
  }
  return pieces;
}

function signs(match: RegExpExecArray): { excluded: boolean; field?: 'title' | 'body' } {
  const field = match[2] as 'title' | 'body' | undefined;
  return { excluded: match[1] === '-', ...(field !== undefined && { field }) };
}

/** Farther apart than this, words are near by chance. What is typed beyond it is no word to search for. */
const FARTHEST = 99;

function slopOf(digits: string | undefined): { slop?: number } {
  return digits === undefined ? {} : { slop: Math.min(Number(digits), FARTHEST) };
}
