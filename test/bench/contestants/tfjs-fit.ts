import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../../src/engine/trainer.ts';
import { BATCH_SIZE, type BenchTask } from '../task.ts';
import type { Trainee } from '../trainee.ts';
import { startTfjs, type TfjsBackend, tfjsAdam, tfjsRows, tfjsWeights } from './tfjs.ts';

/** A Layers model and `model.fit`, as tfjs's own MNIST example trains. It yields to nobody, and hands over each batch's loss. */
export async function tfjsFit(task: BenchTask, backend: TfjsBackend): Promise<Trainee> {
  await startTfjs(backend);
  const model = layersModel();
  model.setWeights(tfjsWeights(task));
  model.compile({ optimizer: tfjsAdam(), loss: (labels: tf.Tensor, logits: tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, logits) });
  return { train: (batches) => fit(model, batches), facts: { tfjs: tf.version.tfjs } };
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

async function fit(model: tf.Sequential, batches: readonly Batch[]): Promise<number[]> {
  const { images, labels } = tfjsRows(batches);
  const losses: number[] = [];
  await model.fit(images, labels, {
    batchSize: BATCH_SIZE,
    shuffle: false,
    yieldEvery: 'never',
    callbacks: { onBatchEnd: (_batch, logs) => void losses.push(logs?.loss ?? Number.NaN) },
  });
  tf.dispose([images, labels]);
  return losses;
}
