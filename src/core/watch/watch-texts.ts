/** The English text of every alert of a watch, as those of the other problems. */
export const WATCH_TEXTS = {
  'watch-divergence':
    'The training loss is {value} and has been above {threshold} for {window} steps; it had been {level} before. Lower the learning rate (now {learningRate}), for a start to a third of it, and start again or go on from a step before this.',
  'watch-plateau-training':
    'The training loss does not improve any more: {value} on average over the last {window} steps, {before} over those before. Where that is good enough, stop here; else change the learning rate (now {learningRate}).',
  'watch-plateau-evaluation':
    'The loss on the test rows has not improved for {window} evaluations: it is {value}, and was {threshold} at best. Where that is good enough, stop here; else change the learning rate, or train on more rows.',
  'watch-overfitting':
    'The network begins to learn its training rows by heart: the loss on the test rows has been above {threshold} for {window} evaluations and is {value} (best {best}, at step {bestStep}), while the training loss fell from {from} to {to}. The parameters of step {bestStep} can be restored; train for fewer epochs, or on more rows.',
  'watch-forgetting-accuracy':
    'Fine-tuning forgets what pretraining taught: of the {rows} test rows of the pretraining {value%} are right, below {threshold%}; it was {start%} at step {startStep}. Lower the learning rate, freeze the first layers, or train on rows of both kinds; the parameters of any step before can be restored.',
  'watch-forgetting-error':
    'Fine-tuning forgets what pretraining taught: on the {rows} test rows of the pretraining the error (RMSE) is {value}, above {threshold}; it was {start} at step {startStep}. Lower the learning rate, freeze the first layers, or train on rows of both kinds; the parameters of any step before can be restored.',
  'watch-dead-layer':
    'The gradient of {tensor} has been exactly 0 for {window} steps, while the whole network’s is {norm}: the ReLUs beside it let no row through (dead units), so these weights learn nothing. Lower the learning rate (now {learningRate}), and start again or go on from a step before this.',
  'watch-dead-relus':
    'In {tensor}, {value} of {units} units ({share%}, more than {threshold%}) were 0 for every one of the {rows} test rows: their ReLU lets nothing through, so they learn nothing. Lower the learning rate, and start again or go on from a step before this; where the network is good enough, it is larger than it need be.',
  'watch-vanishing-gradient':
    'The gradient of {tensor} has vanished: its norm is {value}, and has been below {threshold}, a millionth of the whole network’s, for {window} steps. These parameters hardly learn; look at the layers behind them, or start from another seed or other weights.',
  'watch-vanishing-update':
    'The updates of {tensor} are too small to change it: {value} of its norm, below {threshold} for {window} steps, which a float32 rounds away. Raise the learning rate (now {learningRate}), or freeze this layer.',
  'watch-exploding-gradient':
    'The gradient of {tensor} has exploded: its norm is {value}, and has been above {threshold} for {window} steps. Lower the learning rate (now {learningRate}), for a start to a tenth of it, and look at the rows for values that are far too large.',
  'watch-exploding-update':
    'Each step changes {tensor} by {value} of its own norm, more than {threshold} for {window} steps: it is replaced rather than improved. Lower the learning rate (now {learningRate}), for a start to a tenth of it.',
} as const satisfies Record<string, string>;
