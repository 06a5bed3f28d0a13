import { type KnownCard, parseKnownCard } from '../../core/policy/card-parse.ts';
import { TrainscriptError } from '../../core/problems/problem.ts';

/** A dataset that comes with the page, fetched only when it is asked for. */
interface Sample {
  readonly files: readonly string[];
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  mnist: { files: ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', 't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'] },
  digits: { files: ['digits.csv.gz'] },
};

export const isSample = (name: string): boolean => Object.hasOwn(SAMPLES, name);

/** The sample's files as if they had been dropped; `onBytes` tells how much has arrived of how much (0 when unknown).
 *  @throws TrainscriptError `sample-unknown`, `sample-unreachable` */
export async function fetchSample(name: string, onBytes: (done: number, total: number) => void, signal: AbortSignal): Promise<File[]> {
  if (!isSample(name)) throw new TrainscriptError('sample-unknown', { sample: name, known: Object.keys(SAMPLES).join(', ') });
  const responses = await Promise.all(SAMPLES[name].files.map((file) => fetchPart(name, file, signal)));
  const total = responses.reduce((sum, { headers }) => sum + Number(headers.get('Content-Length') ?? 0), 0);
  let done = 0;
  const count = (bytes: number) => {
    done += bytes;
    onBytes(done, Math.max(total, done));
  };
  return Promise.all(responses.map(async (response, i) => new File([await collect(response, count)], SAMPLES[name].files[i])));
}

async function fetchPart(sample: string, file: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(sampleUrl(sample, file), { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new TrainscriptError(
      'sample-unreachable',
      { sample, file, detail: error instanceof Error ? error.message : String(error) },
      error,
    );
  });
  if (!response.ok) throw new TrainscriptError('sample-unreachable', { sample, file, detail: `HTTP ${response.status}` });
  return response;
}

async function collect(response: Response, onChunk: (bytes: number) => void): Promise<Blob> {
  const counted = response.body?.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        onChunk(chunk.byteLength);
        controller.enqueue(chunk);
      },
    }),
  );
  return new Response(counted).blob();
}

const sampleUrl = (sample: string, file: string): URL =>
  new URL(`${import.meta.env.BASE_URL}samples/${sample}/${file}`, self.location.href);

/** The cards of all samples. Those that cannot be fetched are left out: recognising a file is a courtesy. */
export async function fetchKnownCards(): Promise<KnownCard[]> {
  const fetched = await Promise.allSettled(Object.keys(SAMPLES).map(fetchCard));
  return fetched.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function fetchCard(sample: string): Promise<KnownCard> {
  return parseKnownCard(await (await fetch(sampleUrl(sample, 'card.json'))).json(), `samples/${sample}/card.json`);
}
