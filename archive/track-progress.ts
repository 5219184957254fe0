import type { CorpusProgress, JobPhase, JobProgress } from '../core/reindex-job.ts';

/** How far a job is. The time left is that of the phase it is in, by the pace so far. */
export interface ProgressTracker {
  /** `total`: the steps of the phase, where they are known beforehand. */
  enter(phase: JobPhase, total?: number): void;
  /** What the corpus says; when its last file has been read, what is left is to index the articles. */
  read(corpus: CorpusProgress): void;
  /** So many more articles are indexed or checked. */
  advance(articles: number): void;
  readonly corpus: CorpusProgress;
  readonly progress: JobProgress;
}

/** `now` in milliseconds. */
export function trackProgress(now: () => number): ProgressTracker {
  let corpus: CorpusProgress = { filesDone: 0, filesTotal: 0, articles: 0, repeatsMerged: 0 };
  let phase: JobPhase = 'reading';
  let since = now();
  let done = 0;
  let total = 0;

  function enter(next: JobPhase, steps = 0): void {
    if (next !== phase) {
      since = now();
      done = 0;
    }
    phase = next;
    total = steps;
  }
  function remaining(): number | null {
    return done === 0 || total === 0 ? null : Math.round(((now() - since) / done) * Math.max(0, total - done));
  }
  return {
    enter,
    read(seen) {
      corpus = seen;
      const { filesDone, filesTotal, articles, repeatsMerged } = seen;
      if (filesTotal > 0 && filesDone >= filesTotal) enter('indexing', articles - repeatsMerged);
      else {
        done = filesDone;
        total = filesTotal;
      }
    },
    advance(articles) {
      if (phase !== 'reading') done += articles;
    },
    get corpus() {
      return corpus;
    },
    get progress() {
      const { filesDone, filesTotal, articles } = corpus;
      return { phase, filesDone, filesTotal, articles, remainingMs: remaining() };
    },
  };
}
