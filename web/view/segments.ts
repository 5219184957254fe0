import type { Segment } from '../../core/highlight.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';

/** Text with its matches marked. */
export function marked(segments: readonly Segment[]): (VNode | string)[] {
  return segments.map(({ text, match }) => (match ? h('mark', { part: 'mark' }, text) : text));
}
