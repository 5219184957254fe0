import type { Fact } from '../../../core/document.ts';
import type { Gazetteer } from '../../gazetteer/gazetteer.ts';
import type { Sense } from '../../gazetteer/form-trie.ts';
import { toTokens } from '../../gazetteer/tokens.ts';

/** What the source states wins: its values are main, whatever the text told stays as evidence of passing ones. */
export function withStated(found: readonly Fact[], stated: readonly Fact[]): Fact[] {
  if (stated.length === 0) return [...found];
  const values = new Map(found.map((fact) => [fact.value, fact]));
  const first = stated.map((fact) => {
    const known = values.get(fact.value);
    values.delete(fact.value);
    return known === undefined
      ? fact
      : { ...known, level: 'main' as const, evidence: [...fact.evidence, ...known.evidence] };
  });
  return [
    ...first,
    ...[...values.values()].map((fact) => ({
      ...fact,
      level: fact.level === 'source' ? fact.level : ('passing' as const),
    })),
  ];
}

/** Countries as stated: ISO codes, or names in any form that `data/` knows. What is neither is `unknown`. */
export function statedCountries(
  values: readonly string[] | undefined,
  language: string | undefined,
  gazetteer: Gazetteer,
): { facts: Fact[]; unknown: string[] } {
  const unknown: string[] = [];
  const resolve = (text: string): Resolved | undefined => {
    const code = text.toUpperCase();
    if (gazetteer.regionsOf.has(code)) return { value: code, entry: `countries:${code}` };
    return wholeMatch(text, language, gazetteer, (sense) => sense.kind === 'country' || sense.kind === 'place');
  };
  const facts = toStated(values, (text) => {
    const resolved = resolve(text);
    if (resolved === undefined) unknown.push(text);
    return resolved;
  });
  return { facts, unknown };
}

/** Organisations as stated: canonical where `data/` knows the name, else as written. */
export function statedOrganisations(
  values: readonly string[] | undefined,
  language: string | undefined,
  gazetteer: Gazetteer,
): Fact[] {
  return toStated(
    values,
    (text) => wholeMatch(text, language, gazetteer, (sense) => sense.kind === 'organisation') ?? { value: text },
  );
}

interface Resolved {
  readonly value: string;
  readonly entry?: string;
}

function toStated(values: readonly string[] | undefined, resolve: (text: string) => Resolved | undefined): Fact[] {
  const facts = new Map<string, Fact>();
  for (const raw of values ?? []) {
    const form = raw.trim().slice(0, 200);
    const resolved = form === '' ? undefined : resolve(form);
    if (resolved === undefined || facts.has(resolved.value)) continue;
    const entry = resolved.entry === undefined ? {} : { entry: resolved.entry };
    facts.set(resolved.value, {
      value: resolved.value,
      level: 'main',
      score: STATED,
      salience: 1,
      mentions: 1,
      evidence: [{ zone: 'metadata', form, rule: 'stated', weight: STATED, ...entry }],
    });
  }
  return [...facts.values()];
}

/** More than a title: someone said so. */
const STATED = 8;

/** The sense of a text that is one name from its first word to its last. */
function wholeMatch(
  text: string,
  language: string | undefined,
  gazetteer: Gazetteer,
  accept: (sense: Sense) => boolean,
): Sense | undefined {
  const tokens = toTokens(text);
  const [match] = gazetteer.forms.match(tokens, { language, capitals: true });
  return match?.from === 0 && match.to === tokens.count ? match.senses.find(accept) : undefined;
}
