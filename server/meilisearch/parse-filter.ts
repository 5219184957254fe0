import { FACETS, NONE, spelledAsStored } from '../../core/facets.ts';
import type { FacetName } from '../../core/facets.ts';
import type { Constraint } from './constraint.ts';
import { andOf, dateConstraint, notOf, orOf, refuseFilter, undatedConstraint } from './constraint.ts';

/** What stands for a list without values, which nothing is in: no article has it, for it is empty. */
const NO_VALUE = '';
/** Depth of brackets and length of a filter that are read. */
const DEEPEST = 20;
const LONGEST = 20_000;

const TOKEN = /\s*(?:(>=|<=|!=|[()[\],=<>])|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s()[\],=!<>"']+))/y;

interface Token {
  readonly kind: 'sign' | 'quoted' | 'word';
  readonly text: string;
}

function readTokens(text: string): Token[] {
  if (text.length > LONGEST) throw refuseFilter('it is too long');
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let position = 0; position < end; position = TOKEN.lastIndex) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (!match) throw refuseFilter(`cannot be read at "${text.slice(position, position + 20)}"`);
    const [, sign, double, single, word] = match;
    const quoted = double ?? single;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replace(/\\(.)/gs, '$1') });
    else tokens.push({ kind: 'word', text: word! });
  }
  return tokens;
}

/** The facet of an attribute, by the name of the document's field or by the facet's own. */
export function facetOfAttribute(attribute: string): FacetName | undefined {
  return FACETS.find(({ name, field }) => field === attribute || name === attribute)?.name;
}

/** The tokens of a filter, taken one after the other. */
class Tokens {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(text: string) {
    this.#tokens = readTokens(text);
  }
  next(): Token | undefined {
    return this.#tokens[this.#position];
  }
  isSign(sign: string): boolean {
    const token = this.next();
    return token?.kind === 'sign' && token.text === sign;
  }
  /** Takes the sign if it is the next token. */
  takeSign(sign: string): boolean {
    return this.#takeIf(this.isSign(sign));
  }
  /** Takes the word, in either case, if it is the next token. */
  takeWord(word: string): boolean {
    const token = this.next();
    return this.#takeIf(token?.kind === 'word' && token.text.toUpperCase() === word);
  }
  takeValue(): string {
    const token = this.#tokens[this.#position++];
    if (!token) throw refuseFilter('it ends too early');
    if (token.kind === 'sign') throw refuseFilter(`a value is missing before "${token.text}"`);
    return token.text;
  }
  #takeIf(accept: boolean): boolean {
    if (accept) this.#position++;
    return accept;
  }
}

/**
 * Reads a filter in Meilisearch's language (`countries = "IQ" AND NOT language IN [en, fr]`) into what Dateline filters
 * by. Everything is data from here on; what is not understood is refused. @throws invalid_parameter
 */
export function parseFilterText(text: string): Constraint {
  const tokens = new Tokens(text);
  const constraint = either(tokens, 0);
  const rest = tokens.next();
  if (rest) throw refuseFilter(`"${rest.text.slice(0, 40)}" is one too many`);
  return constraint;
}

function either(tokens: Tokens, depth: number): Constraint {
  let left = both(tokens, depth);
  while (tokens.takeWord('OR')) left = orOf(left, both(tokens, depth));
  return left;
}

function both(tokens: Tokens, depth: number): Constraint {
  let left = single(tokens, depth + 1);
  while (tokens.takeWord('AND')) left = andOf(left, single(tokens, depth + 1));
  return left;
}

function single(tokens: Tokens, depth: number): Constraint {
  if (depth > DEEPEST) throw refuseFilter('it is nested too deeply');
  if (tokens.takeWord('NOT')) return notOf(single(tokens, depth + 1));
  if (!tokens.takeSign('(')) return condition(tokens);
  const inner = either(tokens, depth);
  if (!tokens.takeSign(')')) throw refuseFilter('a bracket is not closed');
  return inner;
}

function condition(tokens: Tokens): Constraint {
  const attribute = tokens.takeValue();
  if (attribute === 'date') return dateCondition(tokens);
  const facet = facetOfAttribute(attribute);
  if (!facet) throw refuseFilter(`${attribute.slice(0, 80)} is not filterable`);
  const include = (values: string[]): Constraint => ({
    facets: { [facet]: { include: values.map((value) => spelledAsStored(facet, value)), exclude: [] } },
  });
  if (tokens.takeSign('=')) return include([tokens.takeValue()]);
  if (tokens.takeSign('!=')) return notOf(include([tokens.takeValue()]));
  const negated = tokens.takeWord('NOT');
  if (tokens.takeWord('IN')) return negated ? notOf(include(list(tokens))) : include(list(tokens));
  if (tokens.takeWord('EXISTS')) return negated ? include([NONE]) : notOf(include([NONE]));
  const empty = negated ? undefined : isEmpty(tokens);
  if (empty !== undefined) return empty ? include([NONE]) : notOf(include([NONE]));
  throw refuseFilter(`${attribute.slice(0, 80)} takes =, !=, IN, NOT IN, EXISTS and IS EMPTY`);
}

function dateCondition(tokens: Tokens): Constraint {
  const empty = isEmpty(tokens);
  if (empty !== undefined) return undatedConstraint(empty ? 'only' : 'exclude');
  for (const sign of ['>=', '<=', '>', '<', '='])
    if (tokens.takeSign(sign)) return dateConstraint(sign, tokens.takeValue());
  const first = tokens.takeValue();
  if (!tokens.takeWord('TO')) throw refuseFilter('date takes comparisons, TO and IS EMPTY');
  return andOf(dateConstraint('>=', first), dateConstraint('<=', tokens.takeValue()));
}

/** True for `IS EMPTY` and `IS NULL`, false for `IS NOT …`, undefined for whatever else. */
function isEmpty(tokens: Tokens): boolean | undefined {
  if (!tokens.takeWord('IS')) return undefined;
  const not = tokens.takeWord('NOT');
  return tokens.takeWord('EMPTY') || tokens.takeWord('NULL') ? !not : undefined;
}

function list(tokens: Tokens): string[] {
  const values: string[] = [];
  if (!tokens.takeSign('[')) throw refuseFilter('IN takes a list in square brackets');
  while (!tokens.takeSign(']')) {
    values.push(tokens.takeValue());
    if (!tokens.takeSign(',') && !tokens.isSign(']')) throw refuseFilter('a list is not closed');
  }
  return values.length === 0 ? [NO_VALUE] : values;
}
