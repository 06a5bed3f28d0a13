import { instantiate } from './kernels.ts';
import { planStep } from './step-plan.ts';
import { type HelperOrder, serve, threadOf } from './team.ts';

/** A helper thread: compiles the plan for itself, says that it is ready, and serves until it is terminated. */
self.onmessage = async ({ data: order }: MessageEvent<HelperOrder>) => {
  const plan = planStep(order.model, order.maxRows);
  if (!plan) throw new Error('the kernels cannot run this model');
  const own = threadOf(plan, order.memory, await instantiate(order.module, order.memory), order.thread);
  self.postMessage('ready');
  serve(plan, own, order);
};
