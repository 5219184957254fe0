import { chipsOf } from '../view/chips-view.ts';
import { SORT_LABELS } from '../view/sort-view.ts';
import type { View } from '../view/view.ts';
import { withPage } from './changes.ts';
import type { SearchState } from './state.ts';
import { toParams } from './state.ts';

/** What a step from one search to the next did, in words; empty when only the query has changed. */
export function sayChange(view: View, before: SearchState, after: SearchState): string {
  const { say } = view.localiser;
  const old = chipsOf({ ...view, state: before });
  const now = chipsOf({ ...view, state: after });
  if (old.length > 1 && now.length === 0) return say('announceFiltersCleared');
  // A filter that took another form (included, then excluded; other dates) is added, and not removed as well.
  const gone = old.filter(({ key }) => !now.some((chip) => chip.key === key));
  const come = now.filter(({ key, text }) => !old.some((chip) => chip.key === key && chip.text === text));
  return [
    ...gone.map(({ text }) => say('announceFilterRemoved', { label: text })),
    ...come.map(({ text }) => say('announceFilterAdded', { label: text })),
    ...(before.sort === after.sort ? [] : [say('announceSort', { order: say(SORT_LABELS[after.sort]) })]),
    ...(before.page !== after.page && isSameList(before, after) ? [say('announcePage', { n: after.page })] : []),
  ].join(' ');
}

function isSameList(one: SearchState, other: SearchState): boolean {
  return toParams(withPage(one, 1)).toString() === toParams(withPage(other, 1)).toString();
}
