import type { WATCH_TEXTS as ENGLISH } from './watch-texts.ts';

/** The alerts' texts in Simplified Chinese, with the places of the English ones. */
export const WATCH_TEXTS: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'watch-divergence':
    '训练损失为 {value}，已连续 {window} 步高于 {threshold}，此前为 {level}。请调低学习率（现为 {learningRate}），可先降到三分之一，再重新开始，或从此前的某一步继续。',
  'watch-plateau-training':
    '训练损失不再下降：最近 {window} 步平均为 {value}，再之前的同样步数平均为 {before}。如果已经够好，可在此停止；否则请调整学习率（现为 {learningRate}）。',
  'watch-plateau-evaluation':
    '测试行上的损失已有 {window} 次评估没有改善：现为 {value}，最好时为 {threshold}。如果已经够好，可在此停止；否则请调整学习率，或用更多行训练。',
  'watch-overfitting':
    '网络开始死记训练行：测试行上的损失已有 {window} 次评估高于 {threshold}，现为 {value}（最好为第 {bestStep} 步的 {best}），而训练损失从 {from} 降到 {to}。第 {bestStep} 步的参数可以取回；请减少训练轮次，或用更多行训练。',
  'watch-forgetting-accuracy':
    '微调正在遗忘预训练学到的内容：预训练的 {rows} 个测试行中判断正确的占 {value%}，低于 {threshold%}；第 {startStep} 步时为 {start%}。请调低学习率、冻结前面的层，或用两类数据的行一起训练；此前任何一步的参数都可以取回。',
  'watch-forgetting-error':
    '微调正在遗忘预训练学到的内容：在预训练的 {rows} 个测试行上误差（RMSE）为 {value}，高于 {threshold}；第 {startStep} 步时为 {start}。请调低学习率、冻结前面的层，或用两类数据的行一起训练；此前任何一步的参数都可以取回。',
  'watch-dead-layer':
    '{tensor} 的梯度已连续 {window} 步恰好为 0，而整个网络的梯度范数为 {norm}：旁边的 ReLU 不让任何一行通过（死亡单元），这些权重什么也学不到。请调低学习率（现为 {learningRate}），再重新开始，或从此前的某一步继续。',
  'watch-dead-relus':
    '在 {tensor} 中，{units} 个单元里有 {value} 个（{share%}，超过 {threshold%}）在全部 {rows} 个测试行上都为 0：它们的 ReLU 什么也不通过，因此学不到东西。请调低学习率，再重新开始，或从此前的某一步继续；如果网络已经够好，说明它比需要的更大。',
  'watch-vanishing-gradient':
    '{tensor} 的梯度已消失：其范数为 {value}，已连续 {window} 步低于 {threshold}，即整个网络的百万分之一。这些参数几乎学不到东西；请查看它后面的层，或换一个随机种子或其他权重开始。',
  'watch-vanishing-update':
    '{tensor} 的更新太小，无法改变它：只有其范数的 {value}，已连续 {window} 步低于 {threshold}，会被 float32 舍去。请调高学习率（现为 {learningRate}），或冻结这一层。',
  'watch-exploding-gradient':
    '{tensor} 的梯度已爆炸：其范数为 {value}，已连续 {window} 步高于 {threshold}。请调低学习率（现为 {learningRate}），可先降到十分之一，并检查各行中是否有过大的数值。',
  'watch-exploding-update':
    '每一步对 {tensor} 的改变达到其自身范数的 {value}，已连续 {window} 步超过 {threshold}：它是在被替换，而不是在改进。请调低学习率（现为 {learningRate}），可先降到十分之一。',
};
