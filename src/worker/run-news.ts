const CHANNEL = 'trainscript-runs';

/** What tabs tell each other: that there is more of a run in the store. Each tab reads it from there. */
export class RunNews {
  readonly #channel = new BroadcastChannel(CHANNEL);

  constructor(onNews: (runId: string) => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<string>) => onNews(data);
  }

  tell(runId: string): void {
    this.#channel.postMessage(runId);
  }
}
