import type { FindingTexts } from '../../core/audit/finding-texts.ts';

/** The findings' texts in Simplified Chinese, with the places of the English ones. What is not here yet is shown in English. */
export const FINDING_TEXTS: FindingTexts = {
  'missing-values': '列“{column}”在 {total} 行中有 {count} 行没有值（{share} %）。请在文件中补上，或删除这些行或该列。',
  'missing-labels':
    '{total} 行中有 {count} 行在列“{column}”中没有标签，其中 {leftOut} 行不参与训练。请补上标签，或选择其他标签列，或选择略去这些行。',
  'type-mismatch': '列“{column}”是数字，但 {total} 个单元格中有 {count} 个（{share} %）不是，按缺失处理。请在文件中更正。',
  'one-class': '可用的行中有 {classes} 个类别（“{name}”，{count} 行），而至少需要两个：请选择其他标签列，或添加其他类别的行。',
  'class-imbalance':
    '最少的类别“{name}”在 {total} 行中有 {count} 行：{share} %，低于 {threshold} %，即 {classes} 个类别平均份额的十分之一。请添加该类别的行，并查看它自己的召回率，而不是准确率。',
  'exact-duplicates':
    '{total} 行中有 {count} 行与前面的行完全相同（含标签）：{share} %，超过 {threshold} % 即需注意。除非它们是各自独立的观测，否则请删除。',
  'conflicting-duplicates': '{groups} 组共 {count} 行特征相同而标签不同，其中必有标签是错的。请查看并更正或删除。',
  'train-test-duplicates':
    '{total} 个测试行中有 {count} 行（{share} %）也是训练行；第一个是测试行 {testRow}，训练行 {trainRow}。这样测出的是记忆：请从测试文件中删除它们，或只放入训练文件并留出一部分用于测试。',
  'constant-column': '列“{column}”在全部 {count} 行中只有一个值，无法从中学到任何东西，可以删除。',
  'ragged-rows':
    '{total} 行中有 {count} 行的单元格数多于或少于 {columns} 列，已略去。请在文件中更正：常见原因是单元格内有未加引号的分隔符。',
  'blank-images': '{total} 张图片中有 {count} 张（{share} %）只有一种灰度。除非本该如此，否则请删除。',
  'preamble-lines': '跳过了数据之前的 {count} 行，它们既不是表头也不是数据。',
  'resized-images': '{count} 张图片已从 {from} 调整为 {to} 像素，即网络所用的大小。',
  'few-rows': '可用的行有 {count} 行，少于 {threshold}：在留出部分上测得的结果会波动很大。请添加行。',
  'personal-email':
    '列“{column}”在 {total} 行中有 {count} 行（{share} %）含电子邮件地址，形如“{shape}”。训练若不需要，请删除或替换；否则请在数据卡中说明这些行与个人有关。',
  'personal-phone':
    '列“{column}”在 {total} 行中有 {count} 行（{share} %）含电话号码，如“{shape}”。训练若不需要，请删除或替换；否则请在数据卡中说明这些行与个人有关。',
  'personal-card':
    '列“{column}”在 {total} 行中有 {count} 行（{share} %）含银行卡号，如“{shape}”：在 {candidates} 个以卡号开头数字起始的号码中，有这么多个通过校验位，而偶然只会有 {expected} 个。请删除或替换：训练用不到它们。',
  'personal-iban':
    '列“{column}”在 {total} 行中有 {count} 行（{share} %）含银行账号（IBAN），如“{shape}”：在 {candidates} 个该形式的值中，有这么多个通过校验位，而偶然只会有 {expected} 个。请删除或替换：训练用不到它们。',
  'personal-ip':
    '列“{column}”在 {total} 行中有 {count} 行（{share} %）含 IP 地址，如“{shape}”。训练若不需要，请删除或截短；否则请在数据卡中说明这些行与个人有关。',
  'personal-id':
    '列“{column}”在 {total} 行中有 {count} 行（{share} %）含身份号码（{scheme}），如“{shape}”：{candidates} 个单元格具有该形式，偶然只会有 {expected} 个通过。请删除或替换；否则请在数据卡中说明这些行与个人有关。',
  'personal-possible':
    '列“{column}”有 {count} 个如“{shape}”的值可能是个人数据（{scheme}），该形式共 {candidates} 个，偶然会有 {expected} 个。尚不足以断定：请查看这些行。',
  'personal-column': '从名称看，列“{column}”与个人有关。如果能由这些行追溯到个人，请删除该列，或在数据卡中说明。',
  'sensitive-column':
    '从名称看，列“{column}”涉及法律最为保护的个人信息（GDPR 第 9 条、《个人信息保护法》第 28 条），如健康、信仰、种族或行踪。训练若不需要，请删除；否则请在数据卡中说明使用的依据。',
};
