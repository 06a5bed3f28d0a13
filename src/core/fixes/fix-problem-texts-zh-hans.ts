import type { FIX_PROBLEM_TEXTS as ENGLISH } from './fix-problem-texts.ts';

/** What can be wrong with a recipe, in Simplified Chinese, with the places of the English texts. */
export const FIX_PROBLEM_TEXTS: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'fix-column-unknown':
    '修正 {step} 针对列“{column}”，而网络所见的 {count} 列中没有它：{columns}。请删除该修正，或重新把该列作为输入读取。',
  'fix-row-beyond': '修正 {step} 针对第 {row} 行，而数据只有 {rows} 行（0 到 {last}）：请删除该修正，或放入它所针对的文件。',
  'fix-class-unknown': '修正 {step} 针对类别“{name}”，而 {count} 个类别中没有它：{classes}。请删除该修正，或改为其中之一。',
  'fix-label-differs':
    '修正 {step} 要把第 {row} 行从“{expected}”改为“{label}”，但它的标签是“{found}”：请删除该修正，或放入它所针对的文件。',
  'fix-label-count': '修正 {step} 针对 {rows} 行，却只说明了其中 {labels} 行原来的标签：请为每一行各写一个标签，或都不写。',
  'fix-value': '修正 {step} 给“{column}”的值是“{found}”，应为数字：请更正该值，或把该列按类别读取。',
  'fix-unfit': '修正 {step}（{fix}）需要{expected}，而数据是{found}：请删除该修正。',
  'fix-nothing-known': '修正 {step} 要用列“{column}”自己的值来填补它，但可用的 {rows} 行都没有值：请给出一个值，或略去该列。',
  'fix-not-waivable': '{path} 保留了 {code}，而这一发现不能保留不改：没有两个类别和每行的标签，就无从训练。请取消保留。',
  'fix-none-left': '修正 {step} 之后，{rows} 行中没有一行可供训练：请删除它，少略去一些行。',
};
