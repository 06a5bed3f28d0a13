import { defaultDevice, init, type Array as JaxArray, jit, lax, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { ADAM } from '../../../src/core/spec/spec.ts';
import type { Batch } from '../../../src/engine/trainer.ts';
import { BATCH_SIZE, BENCH_MODEL, type BenchTask } from '../task.ts';
import { freely, STEPS_IN_FLIGHT, stepwise, type Trainee } from '../trainee.ts';

/* jax-js counts references: a function consumes each array that it is given once, and `.ref` is another reference. */

type Parameters = JaxArray[];

/** jax-js in its best form: forward pass, backward pass and Adam in one `jit`, PyTorch's layouts as they are. */
export async function jaxLoop({ parameters }: BenchTask, device: 'webgpu' | 'wasm'): Promise<Trainee> {
  if (!(await init(device)).includes(device)) throw new Error(`jax-js could not start ${device}`);
  defaultDevice(device);
  let weights: Parameters = parameters.map(({ data, shape }) => np.array(data).reshape([...shape]));
  let first: Parameters = parameters.map(({ shape }) => np.zeros([...shape]));
  let second: Parameters = parameters.map(({ shape }) => np.zeros([...shape]));
  let updates = 0;
  const send = (batch: Batch): JaxArray => {
    updates++;
    const { images, labels } = rowsOf(batch);
    const rate = np.array(new Float32Array([ADAM.learningRate / (1 - ADAM.beta1 ** updates)]));
    const correction = np.array(new Float32Array([1 / Math.sqrt(1 - ADAM.beta2 ** updates)]));
    const result = trainStep(weights, first, second, images.ref, labels.ref, rate, correction);
    const [loss] = result;
    [, weights, first, second] = result;
    return loss;
  };
  const lossOf = async (loss: JaxArray): Promise<number> => (await loss.data())[0];
  const train = stepwise((batch) => lossOf(send(batch)), { stepsInFlight: STEPS_IN_FLIGHT });
  return device === 'webgpu' ? { train, trainFreely: freely(send, lossOf, (loss) => loss.dispose()), facts: {} } : { train, facts: {} };
}

const resident = new Map<Batch, { readonly images: JaxArray; readonly labels: JaxArray }>();

/** Images and one-hot labels of a batch, made when they are first asked for. */
function rowsOf(batch: Batch) {
  const known = resident.get(batch);
  if (known) return known;
  const images = np.array(batch.inputs as Float32Array<ArrayBuffer>).reshape([BATCH_SIZE, 1, 28, 28]);
  const labels = nn.oneHot(np.array(Int32Array.from(batch.targets)), BENCH_MODEL.outputs);
  const rows = { images, labels };
  resident.set(batch, rows);
  return rows;
}

const trainStep = jit(
  (
    weights: Parameters,
    first: Parameters,
    second: Parameters,
    images: JaxArray,
    labels: JaxArray,
    rate: JaxArray,
    correction: JaxArray,
  ) => {
    const [loss, gradients] = valueAndGrad(crossEntropy)(
      weights.map((each) => each.ref),
      images,
      labels,
    ) as [JaxArray, Parameters];
    const moments = first.map((m, i) => m.mul(ADAM.beta1).add(gradients[i].ref.mul(1 - ADAM.beta1)));
    const squares = second.map((v, i) => v.mul(ADAM.beta2).add(np.square(gradients[i]).mul(1 - ADAM.beta2)));
    const updated = weights.map((w, i) =>
      w.sub(moments[i].ref.mul(rate.ref).div(np.sqrt(squares[i].ref).mul(correction.ref).add(ADAM.epsilon))),
    );
    rate.dispose();
    correction.dispose();
    return [loss, updated, moments, squares] as [JaxArray, Parameters, Parameters, Parameters];
  },
);

/** Mean cross-entropy of logits. */
function crossEntropy([w1, b1, w2, b2, w3, b3, w4, b4]: Parameters, images: JaxArray, labels: JaxArray): JaxArray {
  const features = block(block(images, w1, b1, 12), w2, b2, 4).reshape([BATCH_SIZE, 800]);
  const hidden = nn.relu(np.dot(features, w3.transpose()).add(b3));
  const logits = np.dot(hidden, w4.transpose()).add(b4);
  return nn
    .logSoftmax(logits, 1)
    .mul(labels)
    .sum()
    .mul(-1 / BATCH_SIZE);
}

/** Convolution, two-by-two pool, bias, ReLU: adding the bias behind the pool is equal, and cheaper. */
function block(x: JaxArray, filters: JaxArray, bias: JaxArray, half: number): JaxArray {
  const [channels] = filters.shape;
  const convolved = lax.conv(x, filters, [1, 1], 'VALID').reshape([BATCH_SIZE, channels, half, 2, half, 2]);
  return nn.relu(np.max(convolved, [3, 5]).add(bias.reshape([channels, 1, 1])));
}
