import { withDates, withUndated } from '../search/changes.ts';
import type { Histogram } from '../../client/dateline-client.ts';
import type { Bar } from './buckets.ts';
import { barsWithin, peakOf, toBars } from './buckets.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { View } from './view.ts';

/** The drawing's own units; it is stretched to the width there is. */
const WIDTH = 600;
const HEIGHT = 80;
/** A few bars are not to be slabs, nor a single article a tower. */
const WIDEST_BAR = 28;
const LEAST_SCALE = 4;
export const MOST_BARS = 60;

/** A range that is being dragged, as half-open indices of bars; shown before the search follows. */
export interface Brush {
  readonly first: number;
  readonly end: number;
}

/** What only the element knows: a drag, and a part of the time that has been zoomed into. */
export interface HistogramUse {
  readonly brush: Brush | null;
  /** In place of the answer's own histogram. */
  readonly zoomed: Histogram | null;
  /** What stands in a field and is not searched: it is still being typed, or it is no date. */
  readonly typed: { readonly name: 'from' | 'to'; readonly text: string; readonly invalid: boolean } | null;
}

const UNUSED: HistogramUse = { brush: null, zoomed: null, typed: null };

/** Articles over time: bars to drag a range on, two handles for the keyboard, fields, presets, and the undated beside it. */
export function histogramView(view: View, use: HistogramUse = UNUSED): VNode[] {
  const { brush, zoomed, typed } = use;
  const histogram = zoomed ?? view.answer?.histogram;
  const { say } = view.localiser;
  const bars = histogram ? toBars(histogram, MOST_BARS) : [];
  const nothingToCome = view.failure !== null && view.answer === null;
  return [
    h(
      'section',
      { class: 'dl-histogram', part: 'histogram', key: 'histogram', 'aria-labelledby': 'dl-histogram-title' },
      h(
        'div',
        { class: 'dl-chart-head' },
        h('h2', { id: 'dl-histogram-title', class: 'dl-heading' }, say('histogramTitle')),
        bars.length < 2 ? null : h('p', { class: 'dl-quiet', 'aria-hidden': 'true' }, peakLabel(view, bars)),
      ),
      nothingToCome
        ? null
        : h(
            'div',
            { class: 'dl-chart', key: 'chart' },
            bars.length > 0
              ? chart(view, bars, brush)
              : h('p', { class: 'dl-quiet' }, view.answer && say('histogramEmpty')),
          ),
      view.scripted && bars.length > 0 ? zoomButtons(view, bars, zoomed !== null) : null,
      dateFields(view, view.answer?.histogram?.undated ?? 0, typed),
    ),
  ];
}

function chart(view: View, bars: readonly Bar[], brush: Brush | null): VNode[] {
  const { say, date } = view.localiser;
  const range = brush ?? barsWithin(bars, view.state.from, view.state.to);
  const step = WIDTH / bars.length;
  const peak = peakOf(bars);
  const highest = Math.max(LEAST_SCALE, peak.count);
  const width = Math.min(step * 0.84, WIDEST_BAR);
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const first = bars[0]!;
  const last = bars.at(-1)!;
  return [
    h(
      'svg',
      {
        class: 'dl-bars',
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        preserveAspectRatio: 'none',
        role: 'img',
        'aria-label': say('histogramSummary', {
          total,
          from: date(first.from),
          to: date(last.to),
          peak: barLabel(view, peak),
          count: peak.count,
        }),
      },
      bars.map((bar, index) => {
        const height = bar.count === 0 ? 0 : Math.max(2, Math.round((bar.count / highest) * HEIGHT));
        const within = index >= range.first && index < range.end;
        return h(
          'g',
          { class: within ? 'dl-bar dl-bar-within' : 'dl-bar' },
          h('title', null, say('histogramBar', { date: barLabel(view, bar), count: bar.count })),
          h('rect', { class: 'dl-bar-room', x: round(index * step), y: 0, width: round(step), height: HEIGHT }),
          h('rect', { x: round((index + 0.5) * step - width / 2), y: HEIGHT - height, width: round(width), height }),
        );
      }),
    ),
    view.scripted ? handles(view, bars, range) : h('span', null),
    h(
      'p',
      { class: 'dl-axis', 'aria-hidden': 'true' },
      [first, bars[Math.floor(bars.length / 2)]!, last].map((bar, index) =>
        index > 0 && bars.length < 3 ? null : h('bdi', null, date(bar.from)),
      ),
    ),
  ];
}

/** Two sliders over the drawing, where a range begins and where it ends; arrow keys move them a bar at a time. */
function handles(view: View, bars: readonly Bar[], range: Brush): VNode {
  const { say } = view.localiser;
  const handle = (end: 'start' | 'end', index: number): VNode => {
    const bar = bars[Math.min(index, bars.length - 1)]!;
    return h('span', {
      class: `dl-handle dl-handle-${end}`,
      part: 'handle',
      role: 'slider',
      tabindex: 0,
      'data-handle': end,
      'data-place': (end === 'start' ? index : index + 1) / bars.length,
      'aria-label': say(end === 'start' ? 'histogramStart' : 'histogramEnd'),
      'aria-valuemin': 0,
      'aria-valuemax': bars.length - 1,
      'aria-valuenow': Math.min(index, bars.length - 1),
      'aria-valuetext': barLabel(view, bar),
    });
  };
  return h('span', { class: 'dl-handles' }, handle('start', range.first), handle('end', Math.max(0, range.end - 1)));
}

function zoomButtons({ localiser: { say } }: View, bars: readonly Bar[], zoomed: boolean): VNode {
  const isOneDay = bars.length === 1 && bars[0]!.from.length === 'YYYY-MM-DD'.length;
  const button = (zoom: 'in' | 'out', sign: string, disabled: boolean): VNode =>
    h(
      'button',
      {
        type: 'button',
        class: 'dl-zoom',
        'data-zoom': zoom,
        'aria-label': say(zoom === 'in' ? 'zoomIn' : 'zoomOut'),
        'aria-disabled': disabled ? 'true' : null, // and not disabled, which would take the focus away
      },
      sign,
    );
  return h('p', { class: 'dl-zooms', key: 'zooms' }, button('out', '−', !zoomed), button('in', '+', isOneDay));
}

function peakLabel(view: View, bars: readonly Bar[]): string {
  const peak = peakOf(bars);
  return view.localiser.say('histogramPeak', { peak: barLabel(view, peak), count: peak.count });
}

function barLabel({ localiser: { say, date } }: View, bar: Bar): string {
  return bar.from === bar.to ? date(bar.from) : say('dateBetween', { from: date(bar.from), to: date(bar.to) });
}

function dateFields(view: View, undated: number, typed: HistogramUse['typed']): VNode {
  const { say } = view.localiser;
  const { state } = view;
  const field = (name: 'from' | 'to', label: string): VNode =>
    h(
      'label',
      { class: 'dl-date-field' },
      h('span', null, label),
      h('input', {
        name,
        form: 'dl-search',
        value: typed?.name === name ? typed.text : state[name],
        'aria-invalid': typed?.name === name && typed.invalid ? 'true' : null,
        inputmode: 'numeric',
        autocomplete: 'off',
        maxlength: 10,
        size: 10,
        pattern: '[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?',
        placeholder: name === 'from' ? '2004-05' : '2006',
        title: say('dateHint'),
        'aria-describedby': 'dl-date-hint',
      }),
    );
  const go = (text: string, next: typeof state, current: boolean): VNode =>
    h('a', { href: view.link(next), 'data-go': true, 'aria-current': current ? 'true' : null }, text);
  const undatedOnly = state.undated === 'only';
  return h(
    'div',
    { class: 'dl-dates', key: 'dates' },
    field('from', say('dateFrom')),
    field('to', say('dateTo')),
    h('span', { class: 'dl-hidden', id: 'dl-date-hint' }, say('dateHint')),
    view.scripted ? null : h('button', { class: 'dl-plain dl-unscripted', form: 'dl-search' }, say('applyFilters')),
    h(
      'ul',
      { class: 'dl-presets', 'aria-label': say('dateFacet') },
      [
        go(say('presetAny'), withDates(state, '', ''), state.from === '' && state.to === '' && state.undated === ''),
        ...(
          [
            [1, 'presetYear'],
            [5, 'presetFiveYears'],
            [10, 'presetTenYears'],
          ] as const
        ).map(([years, key]) => {
          const from = `${Number(view.today.slice(0, 4)) - years}${view.today.slice(4, 7)}`;
          return go(say(key), withDates(state, from, ''), state.from === from && state.to === '');
        }),
        undated === 0 && !undatedOnly
          ? null
          : go(say('undatedCount', { n: undated }), withUndated(state, undatedOnly ? '' : 'only'), undatedOnly),
      ].map((item) => (item ? h('li', null, item) : null)),
    ),
  );
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
