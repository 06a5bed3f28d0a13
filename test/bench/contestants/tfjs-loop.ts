import * as tf from '@tensorflow/tfjs';
import type { Batch } from '../../../src/engine/trainer.ts';
import type { BenchTask } from '../task.ts';
import { freely, STEPS_IN_FLIGHT, stepwise, type Trainee } from '../trainee.ts';
import { isOnGpu, startTfjs, type TfjsBackend, tfjsAdam, tfjsRows, tfjsWeights } from './tfjs.ts';

/** tfjs's core operations with its own Adam, in a loop written by hand: the fastest that it can be used. The ReLU stands behind
 *  the pool, which is equal and cheaper, as in ours. */
export async function tfjsLoop(task: BenchTask, backend: TfjsBackend): Promise<Trainee> {
  await startTfjs(backend);
  const variables = tfjsWeights(task).map((weights) => tf.variable(weights));
  const optimizer = tfjsAdam();
  const send = (batch: Batch): tf.Scalar => {
    const { images, labels } = tfjsRows(batch);
    const loss = () => tf.losses.softmaxCrossEntropy(labels, logits(variables, images)) as tf.Scalar;
    return optimizer.minimize(loss, true, variables) as tf.Scalar;
  };
  const train = stepwise((batch) => lossOf(send(batch)), { stepsInFlight: backend === 'cpu' ? 1 : STEPS_IN_FLIGHT });
  const facts = { tfjs: tf.version.tfjs };
  return isOnGpu(backend) ? { train, trainFreely: freely(send, lossOf, (loss) => loss.dispose()), facts } : { train, facts };
}

async function lossOf(loss: tf.Scalar): Promise<number> {
  const [value] = await loss.data();
  loss.dispose();
  return value;
}

function logits([w1, b1, w2, b2, w3, b3, w4, b4]: readonly tf.Tensor[], images: tf.Tensor4D): tf.Tensor2D {
  const block = (x: tf.Tensor4D, w: tf.Tensor, b: tf.Tensor) =>
    tf.relu(tf.maxPool(tf.add(tf.conv2d(x, w as tf.Tensor4D, 1, 'valid'), b) as tf.Tensor4D, 2, 2, 'valid'));
  const features = tf.reshape(block(block(images, w1, b1), w2, b2), [images.shape[0], -1]);
  const hidden = tf.relu(tf.add(tf.matMul(features as tf.Tensor2D, w3 as tf.Tensor2D), b3));
  return tf.add(tf.matMul(hidden, w4 as tf.Tensor2D), b4) as tf.Tensor2D;
}
