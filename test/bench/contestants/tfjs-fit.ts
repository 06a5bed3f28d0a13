import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../../src/engine/trainer.ts';
import { BATCH_SIZE, type BenchTask } from '../task.ts';
import type { Trainee } from '../trainee.ts';
import { isOnGpu, startTfjs, type TfjsBackend, tfjsAdam, tfjsRows, tfjsWeights } from './tfjs.ts';

/** A Layers model and `model.fit`, as tfjs's own MNIST example trains. It yields to nobody, and hands over each batch's loss. */
export async function tfjsFit(task: BenchTask, backend: TfjsBackend): Promise<Trainee> {
  await startTfjs(backend);
  const model = layersModel();
  model.setWeights(tfjsWeights(task));
  model.compile({ optimizer: tfjsAdam(), loss: (labels: tf.Tensor, logits: tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, logits) });
  const train: Trainee['train'] = (batches, delivered) => fit(model, batches, delivered);
  const facts = { tfjs: tf.version.tfjs };
  return isOnGpu(backend) ? { train, trainFreely: (batches) => fit(model, batches, null), facts } : { train, facts };
}

function layersModel(): tf.Sequential {
  const { conv2d, maxPooling2d, activation, flatten, dense } = tf.layers;
  const layers = [
    conv2d({ inputShape: [28, 28, 1], kernelSize: 5, filters: 20 }),
    maxPooling2d({ poolSize: 2 }),
    activation({ activation: 'relu' }),
    conv2d({ kernelSize: 5, filters: 50 }),
    maxPooling2d({ poolSize: 2 }),
    activation({ activation: 'relu' }),
    flatten(),
    dense({ units: 500, activation: 'relu' }),
    dense({ units: 10 }),
  ];
  return tf.sequential({ layers });
}

/** Without anyone to deliver to, `fit` reads only the mean loss at its end. */
async function fit(model: tf.Sequential, batches: readonly Batch[], delivered: ((loss: number) => void) | null): Promise<void> {
  const rows = batches.map(tfjsRows);
  const images = tf.concat(rows.map((each) => each.images));
  const labels = tf.concat(rows.map((each) => each.labels));
  const callbacks = delivered ? { onBatchEnd: (_batch: number, logs?: tf.Logs) => delivered(logs?.loss ?? Number.NaN) } : {};
  await model.fit(images, labels, { batchSize: BATCH_SIZE, shuffle: false, yieldEvery: 'never', callbacks });
  tf.dispose([images, labels]);
}
