import type { FindingTexts } from './finding-texts.ts';

/** The findings' texts in Simplified Chinese, with the places of the English ones. */
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
  'near-duplicates':
    '{total} 个不同的行中有 {count} 行（{share} %）与另一行几乎相同：比通常的近邻距离 {usual} 的 {near} 倍还近。请查看；若是无意重复，各留一行。',
  'near-train-test-duplicates':
    '{total} 个测试行中有 {count} 行（{share} %）与某个训练行几乎相同：比通常的近邻距离 {usual} 的 {near} 倍还近。在它们上测得的结果会偏高：请从其中一方去掉。',
  'rows-not-compared': '{count} 行没有相互比较（近似重复、离群值）：训练在比较完成之前就开始了。开始之前请在审查中等它完成。',
  'rows-too-many': '{count} 行没有相互比较（近似重复、离群值）：最多比较 {limit} 行。完全重复的行已经查过。',
  'wrong-labels':
    '{total} 个标签中有 {count} 个（{share} %）很可能有误：没有见过该行的网络确信它属于另一类别。另有 {unsure} 个存疑。请查看列表，更正或删除有误的。',
  outliers:
    '{total} 行中有 {count} 行（{share} %）远离其余各行：与 {references} 行中最近的 {neighbours} 行的平均距离超过 {limit}，最远的为 {farthest}，而通常为 {usual}。请查看它们是否属于这里。',
  'target-leakage':
    '仅凭列“{column}”就能得知“{label}”：在查看的 {rows} 行中二者一致程度为 {score}，达到 {threshold} 即需注意。若它由标签得出，或在标签之后才知道，请删除：否则网络学到的只有它。',
  'identifier-column': '列“{column}”在 {count} 行中各不相同，像是行的编号或名称。网络只能死记这些行：请删除该列，或说明它标识的是对象。',
  'placeholder-values':
    '列“{column}”在 {total} 行中有 {count} 行（{share} %）为 {value}，与最接近的值 {next} 相距很远：像是“没有值”的记号。若是如此，请把它列入表示缺失的文本。',
  'dirty-categories':
    '列“{column}”中有 {groups} 个名称有多种写法（{names}），被当作不同名称；{count} 行用了较少见的写法。除非含义不同，否则请统一写法。',
  'high-cardinality':
    '列“{column}”在 {total} 行中有 {count} 个不同名称，平均每个 {perName} 行，超过 {threshold} 个即偏多：每个名称都是一个输入。请合并少见的名称，若作用不大则删除该列。',
  'imbalanced-column':
    '列“{column}”在 {total} 行中有 {count} 行（{share} %）为“{name}”；不均衡度为 {score}，超过 {threshold} 时很难从其他名称学到什么。请合并少见的名称，或添加含它们的行。',
  'skewed-column': '列“{column}”的偏度为 {skew}，超出 ±{threshold}：少数极端值压过其余所有值。请查看它们是否正确；取对数或设上限通常有效。',
  'correlated-columns':
    '列“{column}”与 {names} 同升同降：共 {count} 列（{share} %）与它的相关系数达到 ±{weakest} 以上（界限 {threshold}）。它们表达的几乎相同，留一列可能就够。',
  'label-variants': '标签“{column}”中有 {groups} 个类别有多种写法（{names}），被当作不同类别；{count} 行用了较少见的写法。请统一写法。',
  'odd-labels': '标签“{column}”在 {total} 行中几乎都是整数，但有 {count} 行（{share} %）为 {names}。请更正或删除这些行。',
  'tiny-classes':
    '{classes} 个类别中有 {count} 个不足 {threshold} 行：{names}。对它们测得的结果没有意义：请添加行、与其他类别合并，或删除。',
  'classes-not-tested': '{classes} 个类别中有 {count} 个有训练行而测试集中没有：{names}。它们的识别效果无从测量：请添加这些类别的测试行。',
  'classes-not-trained':
    '{classes} 个类别中有 {count} 个在测试集中出现而没有训练行：{names}。它们无法被识别：请添加训练行，或删除这些测试行。',
  'inverted-images':
    '{count} 张图片的平均亮度为 {mean}，高于 {threshold}：它们可能是亮底暗字，而示例数据及用其训练的网络是暗底亮字。若另一阶段的图片是暗底亮字，请反相。',
  'wrong-scale':
    '{count} 张图片的最大像素值为 {greatest}，而刻度到 {maximum}：网络看到的最多是全亮的 {share} %。请把刻度最大值设为文件所用的值（1、16 或 255）。',
  'pretrain-test-duplicates':
    '微调的 {total} 个测试行中有 {count} 行（{share} %）是预训练所训练的行；第一个是测试行 {row}，预训练行 {pretrainRow}。这样测出的是记忆：请从其中一方删除。',
  'pretrain-duplicates':
    '微调的 {total} 行中有 {count} 行（{share} %）也被预训练所训练；第一个是行 {row}，预训练行 {pretrainRow}。从中留出的测试行测出的是记忆：请删除它们，或提供预训练没有见过的测试行。',
  'kinds-differ': '预训练的行是另一种（那里是 {first}，这里是 {second}）：一个网络无法同时接受。请选择文件的读取方式，或只用其中一方训练。',
  'schema-differs':
    '有 {count} 列与预训练不同：只在预训练：{missing}；只在这里：{extra}；一方是数字而另一方是名称：{retyped}。一个网络无法同时接受：请重命名、删除这些列，或改变读取方式。',
  'classes-differ':
    '标签“{column}”有 {count} 个类别只在一方：只在预训练：{missing}；只在这里：{extra}；双方都有的 {shared} 个。保留输出层会把它们混淆：请替换输出层（默认如此）。',
  'label-drift':
    '各类别的份额与预训练不同：全变差 {variation}，Jensen–Shannon 距离 {distance}（界限 {threshold}）。微调会适应这里的份额：请确认它们就是模型使用场合的份额。',
  'feature-drift':
    '列“{column}”的分布与预训练不同：均值那里为 {firstMean}，这里为 {secondMean}，相距 {distance} 个标准差（Wasserstein，界限 {threshold}），群体稳定性指数 {stability}（界限 {stabilityThreshold}）。请确认单位和含义相同。',
  'category-drift':
    '列“{column}”中各名称的份额与预训练不同：Jensen–Shannon 距离 {distance}（界限 {threshold}）。请确认写法一致、含义相同。',
  'dataset-drift':
    '{total} 列中有 {count} 列（{share} %，界限 {threshold} %）的分布与预训练不同：整体上是另一种数据，预训练可能帮助不大。请与从零训练的基线比较。',
  'image-drift':
    '图片看起来与预训练不同（最多相距 {distance} 个标准差）：亮度那里 {brightnessFirst}、这里 {brightnessSecond}，对比度 {contrastFirst} 与 {contrastSecond}，重心（{centreXFirst}, {centreYFirst}）与（{centreXSecond}, {centreYSecond}）像素，边缘处笔墨的份额 {borderFirst} 与 {borderSecond}。居中和缩放一致，预训练的帮助更大。',
  'pixel-scale-differs':
    '最大像素在预训练中为全亮的 {first}，这里为 {second}，相差 {threshold} 倍以上：其中一方在网络看来几乎全黑。请把各自的刻度最大值设为文件所用的值（1、16 或 255）。',
  'polarity-differs':
    '平均亮度在预训练中为 {first}，这里为 {second}：一方是亮底暗字，另一方是暗底亮字。请将其中一方反相，否则预训练毫无帮助。',
  'sets-told-apart':
    '线性分类器只凭一行就能判断它来自预训练还是这里：在留出的行上 AUC 为 {auc}（95 % 区间 {low} 至 {high}；½ 为偶然，界限 {threshold}）。越能判断，预训练的帮助越小：请与基线比较。',
  'test-label-drift':
    '测试行中各类别的份额与训练行不同：全变差 {variation}，Jensen–Shannon 距离 {distance}（界限 {threshold}）。测出的就不是所训练的：请从同一数据中抽取二者。',
  'test-feature-drift':
    '列“{column}”在测试行中的分布不同：均值训练为 {firstMean}，测试为 {secondMean}，相距 {distance} 个标准差（Wasserstein，界限 {threshold}），群体稳定性指数 {stability}（界限 {stabilityThreshold}）。请确认单位和含义相同，或从同一数据中抽取二者。',
  'test-category-drift':
    '列“{column}”在测试行中各名称的份额不同：Jensen–Shannon 距离 {distance}（界限 {threshold}）。请确认写法一致，或从同一数据中抽取二者。',
  'test-dataset-drift':
    '{total} 列中有 {count} 列（{share} %，界限 {threshold} %）在测试行中分布不同：整体上是另一种数据，测试难以说明训练的效果。请从同一数据中抽取二者。',
  'test-image-drift':
    '测试图片看起来与训练图片不同（最多相距 {distance} 个标准差）：亮度训练 {brightnessFirst}、测试 {brightnessSecond}，对比度 {contrastFirst} 与 {contrastSecond}，重心（{centreXFirst}, {centreYFirst}）与（{centreXSecond}, {centreYSecond}）像素，边缘处笔墨的份额 {borderFirst} 与 {borderSecond}。请用同样方式准备二者，或从同一数据中抽取。',
  'test-pixel-scale-differs':
    '最大像素在训练图片中为全亮的 {first}，在测试图片中为 {second}，相差 {threshold} 倍以上。请使两份文件的刻度一致。',
  'test-polarity-differs': '平均亮度在训练图片中为 {first}，在测试图片中为 {second}：一方是亮底暗字，另一方是暗底亮字。请将其中一方反相。',
  'test-told-apart':
    '线性分类器只凭一行就能判断它是训练行还是测试行：在留出的行上 AUC 为 {auc}（95 % 区间 {low} 至 {high}；½ 为偶然，界限 {threshold}）。测试行与所训练的是不同的数据：请从同一数据中抽取二者。',
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
