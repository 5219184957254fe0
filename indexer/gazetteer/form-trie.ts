import { SHAPE, GAP, joins, termAt, toTokens, type Tokens } from './tokens.ts';
import { hashOf, HashFilter } from './word-hash.ts';

/** What a form means. `value` is a country code, a region slug, an organisation's canonical name, or a name that bodies of many countries bear. */
export interface Sense {
  readonly kind: 'country' | 'demonym' | 'place' | 'region' | 'region-adjective' | 'organisation' | 'body' | 'blocker';
  readonly value: string;
  /** `file:id` of the line of `data/` that taught it. */
  readonly entry: string;
  /** Name of the rule that evidence shows. */
  readonly rule: string;
  readonly confidence: number;
  /** Only in articles of this language; absent for forms that hold in any. */
  readonly language?: string;
  /** Counts only with support: another, certain name of the same entry, or what the step asks for. */
  readonly uncertain: boolean;
}

/** A place in the text where forms of the gazetteer stand: tokens `from` up to, not including, `to`. */
export interface Match {
  readonly from: number;
  readonly to: number;
  readonly senses: readonly Sense[];
}

interface Ending {
  /** One letter a word of the form: `U` all capitals, `C` capitalised, `L` as it comes; `P` ends a name like `Lowe's`. */
  readonly cases: string;
  readonly sense: Sense;
}

interface Node {
  /** The word that leads here. */
  readonly term: string;
  /** By the hash of the next word, or the number after it where another word has the same. */
  next: Map<number, Node> | undefined;
  endings: Ending[] | undefined;
  /** Signs before this word that some form is written with (`Washington, D.C.`), one bit a gap. */
  gaps: number;
}

/** What the matcher must know of the text around. */
export interface Reading {
  readonly language: string | undefined;
  /** The text is in capitals throughout, so case says nothing. */
  readonly capitals: boolean;
}

/** All names in one trie over folded words: one pass finds the longest at each place, whole words only. */
export class FormTrie {
  private readonly root = newNode('');
  /** First words of forms; and of those that may be written in small letters. Nine of ten words of a text are in neither. */
  private readonly firstWords = new HashFilter(18);
  private readonly smallFirstWords = new HashFilter(18);

  /** Adds one way of writing something. Forms without a word are ignored. */
  add(form: string, sense: Sense): void {
    const tokens = toTokens(form);
    let node = this.root;
    let cases = '';
    for (let at = 0; at < tokens.count; at++) {
      const shape = tokens.shapes[at]!;
      const isPossessive = at === tokens.count - 1 && (shape & SHAPE.POSSESSIVE) !== 0;
      cases += isPossessive ? 'P' : (shape & SHAPE.UPPER) !== 0 ? 'U' : (shape & SHAPE.CAPITAL) !== 0 ? 'C' : 'L';
      const child = grow(node, termAt(tokens, at), tokens.hashes[at]!);
      if (at > 0) child.gaps |= 1 << tokens.gaps[at]!;
      else this.firstWords.add(tokens.hashes[0]!);
      if (at === 0 && cases === 'L') this.smallFirstWords.add(tokens.hashes[0]!);
      node = child;
    }
    if (tokens.count > 0) (node.endings ??= []).push({ cases, sense });
  }

  /** The longest form at each place from left to right; a form's words are not used twice. */
  match(tokens: Tokens, reading: Reading): Match[] {
    const matches: Match[] = [];
    let at = 0;
    while (at < tokens.count) {
      const found = this.longestAt(tokens, at, reading);
      if (found === undefined) at++;
      else {
        matches.push(found);
        at = found.to;
      }
    }
    return matches;
  }

  private longestAt(tokens: Tokens, from: number, reading: Reading): Match | undefined {
    const shape = tokens.shapes[from]!;
    const isSmall = (shape & (SHAPE.CAPITAL | SHAPE.UPPER)) === 0 && !reading.capitals;
    let node: Node | undefined;
    if ((isSmall ? this.smallFirstWords : this.firstWords).mayHave(tokens.hashes[from]!))
      node = childAt(this.root, tokens, from);
    if (node === undefined && (shape & SHAPE.ARABIC) !== 0) node = this.withoutClitics(termAt(tokens, from));
    if (node === undefined) return undefined;
    let best: Match | undefined;
    let to = from + 1;
    for (;;) {
      if (node.endings !== undefined) {
        const senses = valid(node.endings, tokens, from, reading);
        if (senses !== undefined) best = { from, to, senses };
      }
      if (to >= tokens.count) return best;
      const child = childAt(node, tokens, to);
      if (child === undefined || !continues(tokens, to, child.gaps)) return best;
      node = child;
      to++;
    }
  }

  /** Arabic writes and, so, in, like, for (و ف ب ك ل) onto the word; `لل` stands for `ل` + `ال`. */
  private withoutClitics(term: string): Node | undefined {
    let rest = term;
    for (let stripped = 0; stripped < 2 && rest.length > 3; stripped++) {
      if (!'وفبكل'.includes(rest[0]!)) return undefined;
      if (rest.startsWith('لل')) {
        const node = childOf(this.root, 'ال' + rest.slice(2));
        if (node !== undefined) return node;
      }
      rest = rest.slice(1);
      const node = childOf(this.root, rest);
      if (node !== undefined) return node;
    }
    return undefined;
  }
}

function newNode(term: string): Node {
  return { term, next: undefined, endings: undefined, gaps: 0 };
}

/** The node of a word behind another; a new one when there is none. */
function grow(node: Node, term: string, hash: number): Node {
  node.next ??= new Map();
  for (let key = hash; ; key = (key + 1) | 0) {
    let child = node.next.get(key);
    if (child === undefined) node.next.set(key, (child = newNode(term)));
    if (child.term === term) return child;
  }
}

/** The node of a word of the text, which is cut out only when there is a node with its hash. */
function childAt({ next }: Node, tokens: Tokens, at: number): Node | undefined {
  if (next === undefined) return undefined;
  for (let key = tokens.hashes[at]!; ; key = (key + 1) | 0) {
    const child = next.get(key);
    if (child === undefined || child.term === termAt(tokens, at)) return child;
  }
}

function childOf({ next }: Node, term: string): Node | undefined {
  for (let key = hashOf(term); ; key = (key + 1) | 0) {
    const child = next?.get(key);
    if (child === undefined || child.term === term) return child;
  }
}

/** A name runs on over spaces, hyphens, apostrophes and `&`, signs of its own, and the stop of an abbreviation (`St. Louis`). */
function continues(tokens: Tokens, at: number, own: number): boolean {
  const gap = tokens.gaps[at]!;
  if (joins(gap) || (own & (1 << gap)) !== 0) return true;
  return gap === GAP.STOP && termAt(tokens, at - 1).length <= 2 && tokens.text[tokens.ends[at - 1]!] === '.';
}

function valid(endings: readonly Ending[], tokens: Tokens, from: number, reading: Reading): Sense[] | undefined {
  let senses: Sense[] | undefined;
  for (const { cases, sense } of endings) {
    if (sense.language !== undefined && sense.language !== reading.language) continue;
    if (!reading.capitals && !casesFit(cases, tokens, from)) continue;
    (senses ??= []).push(sense);
  }
  return senses;
}

/**
 * `Iraq` takes Iraq and IRAQ, never iraq; `UN` only UN; longer acronyms also Unesco, as many papers write them.
 * `Lowe's` is no one called Lowe.
 */
function casesFit(cases: string, tokens: Tokens, from: number): boolean {
  for (let word = 0; word < cases.length; word++) {
    const shape = tokens.shapes[from + word]!;
    const wanted = cases[word];
    if ((wanted === 'C' || wanted === 'P') && (shape & SHAPE.CAPITAL) === 0) return false;
    if (wanted === 'P' && (shape & SHAPE.POSSESSIVE) === 0) return false;
    if (wanted === 'U' && (shape & SHAPE.UPPER) === 0) {
      if ((shape & SHAPE.CAPITAL) === 0 || termAt(tokens, from + word).length < 4) return false;
    }
  }
  return true;
}
