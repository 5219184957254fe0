/** Whether the process takes new work, and who must be told when it stops. */
export interface Lifecycle {
  readonly draining: boolean;
  /** Searches that are being answered. */
  searchesInFlight: number;
  /** Answers that would go on for ever (event streams); ended when draining begins. */
  readonly openStreams: Set<() => void>;
  /** From here on `/readyz` says no and open streams are ended. A second call does nothing. */
  drain(): void;
}

export function createLifecycle(): Lifecycle {
  let draining = false;
  const openStreams = new Set<() => void>();
  return {
    get draining() {
      return draining;
    },
    searchesInFlight: 0,
    openStreams,
    drain() {
      draining = true;
      for (const end of [...openStreams]) end();
    },
  };
}
