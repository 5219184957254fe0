import { Segment } from './segment.ts';

/** Open segments, shared by all who read the same file. */
export class SegmentPool {
  readonly #open = new Map<string, { segment: Segment; users: number }>();

  /** The segment of a file; give it back with `release`. @throws IndexError damaged */
  acquire(path: string): Segment {
    let entry = this.#open.get(path);
    if (!entry) this.#open.set(path, (entry = { segment: new Segment(path), users: 0 }));
    entry.users++;
    return entry.segment;
  }

  release(segment: Segment): void {
    const entry = this.#open.get(segment.path);
    if (entry?.segment !== segment || --entry.users > 0) return;
    this.#open.delete(segment.path);
    segment.close();
  }
}
