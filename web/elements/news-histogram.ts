import type { Histogram } from '../../client/dateline-client.ts';
import type { Bar } from '../view/buckets.ts';
import { barsWithin, daysBetween, halfAroundPeak, toBars } from '../view/buckets.ts';
import { withDates } from '../search/changes.ts';
import type { VNode } from '../view/h.ts';
import type { Brush, HistogramUse } from '../view/histogram-view.ts';
import { histogramView, MOST_BARS } from '../view/histogram-view.ts';
import type { View } from '../view/view.ts';
import { NewsElement } from './news-element.ts';

const DATE = /^(\d{4}(-\d{2}(-\d{2})?)?)?$/;

/** Articles over time, and the range of dates: by dragging, by two sliders, by typing, by presets. */
export class NewsHistogram extends NewsElement {
  #brush: Brush | null = null;
  #zoomed: Histogram | null = null;
  #typed: HistogramUse['typed'] = null;
  #request = new AbortController();
  /** The bar where a drag began. */
  #anchor: number | null = null;

  protected view(view: View): VNode[] {
    return histogramView(view, { brush: this.#brush, zoomed: this.#zoomed, typed: this.#typed });
  }

  protected override listen(root: HTMLElement, signal: AbortSignal): void {
    root.addEventListener('pointerdown', (event) => this.#grab(event), { signal });
    root.addEventListener('pointermove', (event) => this.#drag(event), { signal });
    root.addEventListener('pointerup', () => this.#drop(), { signal });
    root.addEventListener('pointercancel', () => this.#abandon(), { signal });
    root.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    root.addEventListener('click', (event) => this.#clicked(event), { signal });
    root.addEventListener('input', (event) => this.#typing(event), { signal });
    root.addEventListener('change', (event) => this.#changed(event), { signal });
    root.addEventListener('focusout', () => this.#left(), { signal });
  }

  /** What is zoomed into follows the search. */
  protected override answered(): void {
    if (this.#zoomed) void this.#zoomTo(this.#bars);
  }

  protected override rendered(): void {
    // A place is a number the view knows and a style sheet cannot: set by script, which a strict CSP allows.
    for (const handle of this.root.querySelectorAll<HTMLElement>('[data-place]')) {
      handle.style.setProperty('--dl-place', handle.dataset.place ?? '0');
    }
  }

  get #bars(): Bar[] {
    const histogram = this.#zoomed ?? this.context.session.answer?.histogram;
    return histogram ? toBars(histogram, MOST_BARS) : [];
  }

  get #range(): Brush {
    const { from, to } = this.context.session.state;
    return this.#brush ?? barsWithin(this.#bars, from, to);
  }

  #grab(event: PointerEvent): void {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || !target.closest('.dl-chart') || event.button !== 0) return;
    const bars = this.#bars;
    if (bars.length === 0) return;
    const end = target.closest('[data-handle]')?.getAttribute('data-handle');
    const range = this.#range;
    this.#anchor = end === 'start' ? range.end - 1 : end === 'end' ? range.first : this.#barAt(event.clientX);
    target.setPointerCapture(event.pointerId);
    if (!end) this.#brushTo(this.#anchor);
  }

  #drag(event: PointerEvent): void {
    if (this.#anchor !== null) this.#brushTo(this.#barAt(event.clientX));
  }

  #drop(): void {
    const brush = this.#brush;
    this.#abandon();
    if (brush) this.#apply(brush);
  }

  #abandon(): void {
    this.#anchor = null;
    this.#brush = null;
    this.requestRender();
  }

  #brushTo(bar: number): void {
    const anchor = this.#anchor ?? bar;
    this.#brush = { first: Math.min(anchor, bar), end: Math.max(anchor, bar) + 1 };
    this.requestRender();
  }

  #barAt(clientX: number): number {
    const box = this.root.querySelector('.dl-bars')!.getBoundingClientRect();
    const share = (clientX - box.left) / box.width;
    return Math.max(0, Math.min(this.#bars.length - 1, Math.floor(share * this.#bars.length)));
  }

  #pressed(event: KeyboardEvent): void {
    const handle = event.composedPath()[0];
    if (!(handle instanceof HTMLElement) || handle.dataset.handle === undefined) return;
    const last = this.#bars.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -10,
      PageUp: 10,
      Home: -last,
      End: last,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const { first, end } = this.#range;
    const limit = (bar: number): number => Math.max(0, Math.min(last, bar));
    if (handle.dataset.handle === 'start') this.#apply({ first: Math.min(limit(first + step), end - 1), end });
    else this.#apply({ first, end: Math.max(limit(end - 1 + step), first) + 1 });
  }

  /** An answer that comes meanwhile is not to undo what is being typed. */
  #typing(event: Event): void {
    const field = dateField(event);
    if (field) this.#typed = { ...field, invalid: this.#typed?.name === field.name && this.#typed.invalid };
  }

  #left(): void {
    if (this.#typed?.invalid === false) this.#typed = null;
  }

  #changed(event: Event): void {
    const field = dateField(event);
    if (!field) return;
    const { session, localiser, announcer } = this.context;
    const typed = field.text.trim();
    const { from, to } = session.state;
    const invalid = !DATE.test(typed);
    this.#typed = invalid ? { ...field, invalid } : null;
    if (invalid) {
      announcer.say(localiser.say('dateInvalid'));
      this.requestRender();
    } else {
      session.update(
        field.name === 'from' ? withDates(session.state, typed, to) : withDates(session.state, from, typed),
      );
    }
  }

  #clicked(event: Event): void {
    const target = event.composedPath()[0];
    const zoom = target instanceof Element ? target.closest('[data-zoom]')?.getAttribute('data-zoom') : null;
    if (zoom === 'out') {
      this.#request.abort();
      this.#zoomed = null;
      this.requestRender();
    } else if (zoom === 'in') {
      const bars = this.#bars;
      const { first, end } = this.#range;
      const whole = first === 0 && end === bars.length;
      void this.#zoomTo(whole ? halfAroundPeak(bars) : bars.slice(first, end));
    }
  }

  async #zoomTo(bars: readonly Bar[]): Promise<void> {
    const [first, last] = [bars[0], bars.at(-1)];
    if (!first || !last) return;
    this.#request.abort();
    const request = (this.#request = new AbortController());
    const { session } = this.context;
    const { from, to } = daysBetween(first.from, last.to);
    const histogram = await session.transport.histogram(session.state, from, to, request.signal).catch(() => null);
    if (request.signal.aborted || !histogram || histogram.buckets.length === 0) return;
    this.#zoomed = histogram;
    this.requestRender();
  }

  /** The dates of a run of bars; an end that reaches the edge stays open. */
  #apply({ first, end }: Brush): void {
    const { session } = this.context;
    const bars = this.#bars;
    const from = first <= 0 && !this.#zoomed ? '' : bars[first]!.from;
    const to = end >= bars.length && !this.#zoomed ? '' : bars[end - 1]!.to;
    session.update(withDates(session.state, from, to));
  }
}

/** The field of a date that an event is about, and what stands in it. */
function dateField(event: Event): { readonly name: 'from' | 'to'; readonly text: string } | null {
  const field = event.composedPath()[0];
  return field instanceof HTMLInputElement ? { name: field.name === 'from' ? 'from' : 'to', text: field.value } : null;
}
