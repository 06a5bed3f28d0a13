import type { BackendChoice, BackendName } from '../core/spec/spec.ts';
import type { Environment } from '../core/transcript/events.ts';
import { startBackend } from '../engine/backend.ts';
import type { Message } from '../protocol.ts';
import { passedAdapters } from '../store/passed-adapters.ts';

/** The backend that computes in this worker: one at a time. */
export class UsedBackend {
  readonly #post: (message: Message) => void;
  #used: { readonly choice: BackendChoice; readonly environment: Environment } | null = null;

  constructor(post: (message: Message) => void) {
    this.#post = post;
  }

  isChosen(choice: BackendChoice): boolean {
    return this.#used?.choice === choice;
  }

  /** Starts what is chosen, where it does not run yet. @throws TrainscriptError those of `startBackend` */
  async use(choice: BackendChoice): Promise<Environment> {
    if (this.#used?.choice === choice) return this.#used.environment;
    const environment = await startBackend(choice, passedAdapters);
    this.#used = { choice, environment };
    this.#post({ kind: 'ready', environment });
    return environment;
  }

  /** The same for a backend by name, however it came to be chosen. */
  async useNamed(name: BackendName): Promise<Environment> {
    const environment = this.#used?.environment;
    return environment?.backend === name ? environment : this.use(name);
  }

  /** The next use looks anew at what there is. */
  forget(): void {
    this.#used = null;
  }
}
