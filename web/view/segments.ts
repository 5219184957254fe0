import type { Segment } from '../../core/highlight.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';

/** Text with its matches marked. An ellipsis stays with the word before it. */
export function marked(segments: readonly Segment[]): (VNode | string)[] {
  return segments.map(({ text, match }) =>
    match ? h('mark', { part: 'mark' }, text) : text.replace(/ …$/, '\u00a0…'),
  );
}
