import { Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

interface Call {
  readonly number: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** An error as it travels between threads; `name` tells the class, the rest is the error's own fields. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: ErrorData;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Running {
  readonly worker: Worker;
  /** Calls not yet answered, by number. */
  readonly waiting: Map<number, Waiting>;
}

/** A thread that is asked by method name. It is started when first asked, and anew when asked after it has ended. */
export class CallThread {
  readonly #entry: URL;
  readonly #workerData: unknown;
  readonly #revive: (error: ErrorData) => Error;
  #running: Running | null = null;
  #calls = 0;

  /** `entry` is a module that calls `serveCalls`; `revive` makes errors of the answers, and of the end of the thread. */
  constructor(entry: URL, workerData: unknown, revive: (error: ErrorData) => Error) {
    this.#entry = entry;
    this.#workerData = workerData;
    this.#revive = revive;
  }

  get hasBegun(): boolean {
    return this.#running !== null;
  }

  /** Calls not yet answered. */
  get load(): number {
    return this.#running?.waiting.size ?? 0;
  }

  ask(method: string, ...args: readonly unknown[]): Promise<unknown> {
    const { worker, waiting } = (this.#running ??= this.#start());
    const number = this.#calls++;
    return new Promise((resolve, reject) => {
      waiting.set(number, { resolve, reject });
      worker.postMessage({ number, method, args } satisfies Call);
    });
  }

  #start(): Running {
    const worker = new Worker(this.#entry, { workerData: this.#workerData });
    const waiting = new Map<number, Waiting>();
    const running: Running = { worker, waiting };
    worker.on('message', ({ number, result, error }: Answer) => {
      const call = waiting.get(number);
      waiting.delete(number);
      if (error) call?.reject(this.#revive(error));
      else call?.resolve(result);
    });
    const fail = (error: Error): void => {
      if (this.#running === running) this.#running = null;
      for (const { reject } of waiting.values()) reject(this.#revive(toData(error)));
      waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('the thread has ended')));
    return running;
  }

  /** Ends the thread, and gives back its memory. */
  async close(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.worker.terminate();
  }
}

/** Answers the calls that come through a port. */
export function serveCalls(port: MessagePort, carryOut: (method: string, args: readonly unknown[]) => unknown): void {
  port.on('message', ({ number, method, args }: Call) => {
    new Promise((resolve) => resolve(carryOut(method, args))).then(
      (result) => port.postMessage({ number, result } satisfies Answer),
      (error: unknown) => port.postMessage({ number, error: toData(error) } satisfies Answer),
    );
  });
}

function toData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), fields: {} };
  const { cause: _cause, ...fields } = error as Error & Record<string, unknown>;
  return { name: error.name, message: error.message, fields };
}
