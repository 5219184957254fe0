import { FACETS, NONE } from '../../core/facets.ts';
import type { FacetName } from '../../core/facets.ts';
import type { Constraint } from './constraint.ts';
import { andOf, dateConstraint, notOf, orOf, refuseFilter, undatedConstraint } from './constraint.ts';

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

/**
 * Reads a filter in Meilisearch's language (`countries = "IQ" AND NOT language IN [en, fr]`) into what Dateline filters
 * by. Everything is data from here on; what is not understood is refused. @throws invalid_parameter
 */
export function parseFilterText(text: string): Constraint {
  const tokens = readTokens(text);
  let position = 0;
  let depth = 0;
  const next = (): Token | undefined => tokens[position];
  const isWord = (word: string): boolean => next()?.kind === 'word' && next()!.text.toUpperCase() === word;
  const take = (): Token => {
    const token = tokens[position++];
    if (!token) throw refuseFilter('it ends too early');
    return token;
  };
  const takeIf = (accept: boolean): boolean => {
    if (accept) position++;
    return accept;
  };
  const takeSign = (sign: string): boolean => takeIf(next()?.kind === 'sign' && next()!.text === sign);
  const takeWord = (word: string): boolean => takeIf(isWord(word));
  const takeValue = (): string => {
    const token = take();
    if (token.kind === 'sign') throw refuseFilter(`a value is missing before "${token.text}"`);
    return token.text;
  };

  function either(): Constraint {
    let left = both();
    while (takeWord('OR')) left = orOf(left, both());
    return left;
  }
  function both(): Constraint {
    let left = single();
    while (takeWord('AND')) left = andOf(left, single());
    return left;
  }
  function single(): Constraint {
    if (++depth > DEEPEST) throw refuseFilter('it is nested too deeply');
    try {
      if (takeWord('NOT')) return notOf(single());
      if (takeSign('(')) {
        const inner = either();
        if (!takeSign(')')) throw refuseFilter('a bracket is not closed');
        return inner;
      }
      return condition();
    } finally {
      depth--;
    }
  }
  function condition(): Constraint {
    const attribute = takeValue();
    if (attribute === 'date') return dateCondition();
    const facet = facetOfAttribute(attribute);
    if (!facet) throw refuseFilter(`${attribute.slice(0, 80)} is not filterable`);
    const include = (values: string[]): Constraint => ({ facets: { [facet]: { include: values, exclude: [] } } });
    if (takeSign('=')) return include([takeValue()]);
    if (takeSign('!=')) return notOf(include([takeValue()]));
    const negated = takeWord('NOT');
    if (takeWord('IN')) return negated ? notOf(include(list())) : include(list());
    if (takeWord('EXISTS')) return negated ? include([NONE]) : notOf(include([NONE]));
    if (!negated && takeWord('IS')) {
      const not = takeWord('NOT');
      if (takeWord('EMPTY') || takeWord('NULL')) return not ? notOf(include([NONE])) : include([NONE]);
    }
    throw refuseFilter(`${attribute.slice(0, 80)} takes =, !=, IN, NOT IN, EXISTS and IS EMPTY`);
  }
  function dateCondition(): Constraint {
    if (takeWord('IS')) {
      const not = takeWord('NOT');
      if (takeWord('EMPTY') || takeWord('NULL')) return undatedConstraint(not ? 'exclude' : 'only');
    }
    for (const sign of ['>=', '<=', '>', '<', '=']) if (takeSign(sign)) return dateConstraint(sign, takeValue());
    const first = takeValue();
    if (!takeWord('TO')) throw refuseFilter('date takes comparisons, TO and IS EMPTY');
    return andOf(dateConstraint('>=', first), dateConstraint('<=', takeValue()));
  }
  function list(): string[] {
    const values: string[] = [];
    if (!takeSign('[')) throw refuseFilter('IN takes a list in square brackets');
    while (!takeSign(']')) {
      values.push(takeValue());
      if (!takeSign(',') && !(next()?.kind === 'sign' && next()!.text === ']'))
        throw refuseFilter('a list is not closed');
    }
    return values;
  }

  const constraint = either();
  if (position < tokens.length) throw refuseFilter(`"${tokens[position]!.text.slice(0, 40)}" is one too many`);
  return constraint;
}
