import { FIX_PROBLEM_TEXTS } from '../fixes/fix-problem-texts-zh-hans.ts';
import { WATCH_TEXTS } from '../watch/watch-texts-zh-hans.ts';
import type { COMMAND_PROBLEM_TEXTS } from './command-problem-texts.ts';
import type { ProblemCode } from './problem-texts.ts';
import { RESUME_TEXTS } from './resume-texts-zh-hans.ts';
import { WEIGHTS_PROBLEM_TEXTS } from './weights-problem-texts-zh-hans.ts';

/** The command line speaks English. */
type CommandProblem = keyof typeof COMMAND_PROBLEM_TEXTS | 'chromium-missing';

export type PageProblemTexts = Readonly<Record<Exclude<ProblemCode, CommandProblem>, string>>;

/** The text of every problem that the page can show, in Simplified Chinese, with the places of the English ones. */
export const PROBLEM_TEXTS: PageProblemTexts = {
  unexpected: '发生了 Trainscript 未预料到的问题：{detail}。已记录的内容都保留着；请重新载入页面，并反馈这段文字。',

  // Files of any kind
  'file-empty': '{file} 是空的（0 字节）：请放入有数据的文件。',
  'file-unknown':
    '{file} 以 {found} 开头，不是本页面能读的类型：请放入 IDX、CSV、JSON Lines 或 Parquet 数据（原文件或 .gz），或 .pth/.safetensors 权重。',
  'file-unreadable': '无法读取 {file}：{detail}。如果放入之后它被修改或移动过，请重新放入。',
  'gzip-truncated': '{file} 的 gzip 数据在解压 {bytes} 字节之后中断：文件在途中被截断，请重新下载。',
  'gzip-bomb': '{file} 从 {compressed} 解压后超过 {limit} 字节：已拒绝。如果您信任它，请自行解压后放入原文件。',

  // Data files: what they are
  'files-none': '没有放入文件：请放入数据（IDX、CSV、JSON Lines、Parquet，或按类别分文件夹的 zip），或使用示例。',
  'file-not-data':
    '不论文件名如何，{file} 是{found}，而数据必须是 IDX、CSV、JSON Lines 或 Parquet（原文件或 .gz），或按类别分文件夹的图片 zip：请先转换。权重文件请放到选择起始参数的地方。',
  'file-too-large': '{file} 超过 {limit} 字节，即此处表格的上限：请只放入一部分。',
  'files-mixed': '一起放入了不同类型的文件：{found}，应为同一类型：请放入同一个数据集的文件。',
  'gzip-damaged':
    '{file} 的 gzip 数据在解压 {bytes} 字节之后损坏：校验和不符，或结尾之后还有内容（例如接着第二个 gzip 文件）。请重新下载，或解压后放入原文件。',

  // IDX
  'idx-magic': '{file} 以 {found} 开头，而 IDX 文件以 00 00 08 03（图像）或 00 00 08 01（标签）开头：请放入发布时的原文件。',
  'idx-type': '{file} 含 {found}，应为无符号字节（类型 0x08）：请把数值转换为 0..255 的字节。',
  'idx-dimensions': '{file} 有 {found} 个维度，应为 3 个（图像：数量、高、宽）或 1 个（标签：数量）。',
  'idx-no-values': '{file} 声称含 {dimensions}，即什么也没有：请放入完整的文件。',
  'idx-too-large': '{file} 声称含 {dimensions}，超过页面可容纳的 {limit} 个值：请只放入一部分。',
  'idx-too-short': '按文件头，{file} 应有 {expected} 字节，但在 {found} 处结束：它被截断了，请重新下载。',
  'idx-too-long': '按文件头，{file} 应有 {expected} 字节，但至少有 {found}：文件头有误，或后面附加了内容，请重新下载。',
  'idx-labels-missing': '{file} 含 {count} 张图像，却没有它们的标签文件：请把两个文件一起放入。',
  'idx-images-missing': '{file} 含 {count} 个标签，却没有它们的图像文件：请把两个文件一起放入。',
  'idx-counts-differ': '{images} 含 {imageCount} 张图像，{labels} 含 {labelCount} 个标签，两者数量必须相同：请放入配套的两个文件。',
  'idx-pairs-unclear':
    '无法判断 {files} 中哪些图像与哪些标签配套：请放入一对文件，或训练和测试各一对，并在文件名中写明“train”和“test”（或“t10k”）。',

  // CSV
  'csv-encoding-unknown': '无法按“{encoding}”读取 {file}，没有浏览器认识这种编码：请选择 utf-8、windows-1252、gb18030 等。',
  'csv-not-encoded':
    '{file} 第 {line} 行第 {offset} 字节：{found} 不是 {encoding}。请选择保存时所用的编码，例如 gb18030（中文）或 windows-1252（西文），或另存为 UTF-8。',
  'csv-nul': '{file} 第 {line} 行含 NUL 字符，文本中不会有它：文件已损坏，或不是文本。请重新导出。',
  'csv-blank': '{file} 只有空行：请放入有数据的文件。',
  'csv-delimiter': '分隔符“{delimiter}”不能使用，应为一个字符，且不是引号或换行。',
  'csv-one-column': '{file} 只有一列（以“{found}”开头），已尝试：{tried}。表格需要一个标签列和据以判断的列：请选择分隔符，或补上其他列。',
  'csv-too-many-columns': '{file} 第 {line} 行有 {found} 个单元格，最多读取 {limit} 个：这不是可供训练的表格，或丢失了换行。',
  'csv-record-too-long': '{file} 第 {line} 行（数据行 {row}）超过 {limit} 个字符：丢失了换行，或不是表格。',
  'csv-quote-open': '{file} 第 {line} 行（数据行 {row}）的引号没有闭合：请补上，或把单元格内的引号写成两个。',
  'csv-quote-stray': '{file} 第 {line} 行（数据行 {row}）的单元格在右引号之后还有内容：请在那里结束单元格，或把其中的引号写成两个。',
  'csv-ragged': '{file} 第 {line} 行（数据行 {row}）有 {cells} 个单元格，应为 {expected} 个：请更正该行，或选择“跳过列数不齐的行”。',
  'csv-header-only': '{file} 有 {columns} 列的表头，但下面没有任何行：请放入有数据的文件。',
  'csv-two-tables': '{first} 和 {second} 是两个表格，从名称看不出哪个是测试集：请只放入一个，或在其中一个的名称中写上“test”。',
  'csv-too-many-tables': '放入了 {count} 个表格，应为一个，或训练和测试各一个。',

  // JSON Lines and Parquet
  'jsonl-syntax': '{file} 第 {line} 行（数据行 {row}）不是 JSON：{detail}。每一行都必须自成一个对象：请更正该行，或重新导出文件。',
  'jsonl-no-object': '{file} 第 {line} 行（数据行 {row}）是“{found}”，应为对象，例如 {"a": 1, "label": "x"}：请更正该行，或重新导出文件。',
  'jsonl-line-too-long': '{file} 第 {line} 行超过 {limit} 个字符：丢失了换行，或它是单个 JSON 文档而不是 JSON Lines。',
  'jsonl-empty': '{file} 中没有任何带键的行：请放入有数据的文件。',
  'parquet-damaged': '{file} 无法按 Parquet 读取：{detail}。文件已损坏，或写法不为本页面所知：请重新写出，或导出为 CSV。',
  'parquet-empty': '{file} 有 {columns} 列和 {rows} 行：请放入有数据的文件。',
  'table-nested': '{file}：列“{column}”在第 {row} 行含 {found}，而单元格只能是单个值：请选择“展开”，使其中每个值各成一列，或导出时去掉它。',
  'table-too-deep': '{file}：列“{column}”的值层层嵌套，超过 {limit} 层：没有表格是这样的，已拒绝。',
  'table-too-large': '{file} 将成为 {rows} 行 {columns} 列的表格，超过 {limit} 个单元格：请只放入一部分。',

  // Zips of class folders
  'images-one-zip': '放入了 {count} 个 zip，应为一个：请把所有类别文件夹放进一个 zip；如有两个集合，外面再套“train”和“test”文件夹。',
  'images-none': '{file} 的 {count} 个文件中没有可读的图片（第一个是 {first}）：应为 PNG 或 JPEG 图片，每个类别一个文件夹。',
  'images-no-class': '{file} 中的“{entry}”不在任何文件夹内，而图片的文件夹就是它的类别：请把每个类别放进各自的文件夹。',
  'images-broken': '{file}：{total} 张图片中有 {count} 张无法解码：{names}。请替换它们，或选择“略去损坏的图片”。',

  // Tables: columns, label, shape
  'table-too-many-texts':
    '{file}：列“{column}”有超过 {limit} 种不同的文本（到第 {row} 行为止），每一种都会成为网络的一个输入：请把该列设为“忽略”；如果它指明某行是关于谁的，则设为“个人标识”。',
  'columns-unknown': '{file} 中没有设置里提到的列 {unknown}；它有 {count} 列：{columns}。请更正“columns”下的名称，或放入设置所针对的文件。',
  'columns-two-subjects': '{file}：{columns} 都被选为个人标识，最多只能有一列：请选择由哪一列指明个人。',
  'columns-role-of-label': '{file}：列“{column}”是标签，不能同时是“{role}”：请选择其他标签列，或取消它的用途。',
  'columns-none-left': '{file} 除标签“{label}”外没有可供判断的列：请至少保留一列作为特征。',
  'columns-too-many-names': '{file}：列“{column}”按类别读取有 {found} 种，最多 {limit} 种可作为网络的输入：请按数字读取，或忽略它。',
  'label-unknown': '{file} 中没有列“{label}”可作标签，它有 {count} 列：{columns}。请按名称或从 0 起的序号选择其中之一。',
  'label-missing': '{file}：{rows} 行中有 {count} 行在列“{column}”中没有标签，第一个是第 {row} 行：请补上，或选择“略去没有标签的行”。',
  'label-all-missing': '{file}：{rows} 行在列“{column}”中都没有标签：请选择其他标签列。',
  'label-not-numbers':
    '{file}：列“{column}”有 {count} 个单元格不是数字（第一个在第 {row} 行），因此不能作为数值目标：请选择分类，或其他标签列。',
  'label-too-many-classes':
    '{file}：列“{column}”有 {found} 种不同的标签，最多训练 {limit} 个类别：如果它们是数值，请选择回归，否则请选择其他标签列。',
  'image-not-square': '{file} 除标签外有 {columns} 列，不是平方数，因此各行不是正方形图像：请选择“表格”。',
  'image-not-pixels': '{file}：列“{column}”不是像素（像素是从 0 起的数字，此处为 {found}），因此各行不是图像：请选择“表格”。',
  'scale-maximum': '刻度的最大值是 {maximum}，应为大于 0 的数。',
  'columns-differ': '两个表格的列不同：缺少 {missing}；多出 {extra}；类型不同 {kinds}。请使两者的列相同。',

  // Backends
  'backend-unavailable': '{backend} 后端无法在此运行：{detail}。请选择其他后端，或「自动」。',

  // The transcript and the store that keeps it
  'not-canonical': '{place} 是 {found}，JSON 无法表示它，因此无法记录：只有有限的数字、文本、true、false 和 null 可以。',
  'storage-full':
    '浏览器不再为本页面存储更多内容：此运行还有 {events} 个事件（{bytes} 字节）等待保存。它报告已用 {usage} 字节，上限 {quota} 字节，而磁盘可能没有这么多。已记录的内容没有丢失：请删除以前的运行或腾出磁盘空间后继续，或现在下载归档包。',
  'storage-unavailable': '无法使用浏览器的存储（{detail}），因此什么也无法记录：请退出无痕浏览、允许本页面存储数据，或重启浏览器。',
  'storage-blocked': '另一个标签页以版本 {found} 打开着本页面的存储，而需要版本 {expected}：请关闭本页面的其他标签页，然后重新载入。',
  'storage-newer': '本页面的存储由更新版本的 Trainscript 建立（此处为 {expected}）：请重新载入页面。',
  'storage-cleared':
    '运行 {runId} 在记录过程中从浏览器的存储中消失（网站数据被清除，或另一个标签页删除了它）：{seq} 之前的事件已丢失，因此停止了记录。请重新开始运行，并及时下载重要的归档包。',
  'run-busy': '运行 {runId} 正在另一个标签页中训练或导入：请在那里查看，或先关闭那个标签页。',
  'run-taken-over': '运行 {runId} 已在别处继续：存储止于事件 {found}，本标签页以为是 {expected}。没有覆盖任何内容；请重新载入页面。',
  'run-missing': '运行 {runId} 不在本浏览器的存储中：它已被删除，或是在其他浏览器中建立的。',
  'storage-lost':
    '浏览器发现本页面的数据库已损坏，并新建了一个空的（{detail}）：其中保存的运行已丢失。已下载的归档包是完整的；如再次发生，请检查磁盘。',
  'transcript-damaged':
    '运行 {runId} 的训练记录在事件 {seq} 处损坏：{detail}。此前的内容完好；如果该运行可以再次训练，按「继续」会从那里接着进行。',
  'run-cut-back':
    '训练记录在第 {step} 步之后损坏：保存到第 {through} 步的内容还剩 {setAside} 段，它们会另外保留，直到删除该运行。第 {step} 步之后的各步已重新训练。',
  'keyframe-damaged':
    '运行 {runId} 的{track}在第 {step} 步的关键帧已损坏：其 SHA-256 为 {found}，训练记录中为 {expected}。其他关键帧不受影响。',
  'keyframe-missing': '存储中没有运行 {runId} 的{track}在第 {step} 步的关键帧：没有它就无法取回参数。',
  'parameters-missing': '运行 {runId} 的{track}在第 {step} 步保存的参数已不在存储中：可通过重新训练取回。',
  'parameters-damaged':
    '运行 {runId} 的{track}在第 {step} 步的参数已损坏：其 SHA-256 为 {found}，训练记录中为 {expected}。可通过重新训练取回。',
  'keyframes-thinned':
    '关键帧改为每 {every} 步保存一次，而不是每 {wanted} 步：原本需要 {wantedBytes} 字节，而最多只能占用浏览器开始时所剩 {freeBytes} 字节的 {share} %；现在占 {bytes}。每条轨迹的首尾关键帧都会保留。任何一步的参数仍可取回，最多重新训练 {every} 步。',
  'keyframe-restored': '运行 {runId} 的{track}在第 {step} 步的关键帧曾丢失或损坏。已重新计算，其 SHA-256 与训练记录相符，并已重新存储。',

  // A bundle that is brought back
  'bundle-not-zip': '{file} 以 {found} 开头，而归档包是 zip，以 {expected} 开头：请选择下载时的 .trainscript.zip。',
  'bundle-path': '{file} 含“{path}”，归档包中不会有它。没有导入任何内容：请选择下载时的归档包。',
  'bundle-file-missing': '{file} 缺少 {list} 中列出的 {path}：它不是归档包，或不完整。没有导入任何内容：请选择下载时的归档包。',
  'bundle-file-extra': '{file} 含 {path}，而 {list} 中没有列出它：它是后来放入的。没有导入任何内容：请选择下载时的归档包。',
  'bundle-file-large': '{file}：{path} 有 {found} 字节，这类文件最多读取 {limit}。没有导入任何内容。',
  'bundle-file-size':
    '{file}：{path} 有 {found} 字节，其 manifest.json 记为 {expected}：后来或途中被改动过。没有导入任何内容：请重新下载归档包。',
  'bundle-file-hash':
    '{file}：{path} 的 SHA-256 为 {found}，其 {list} 记为 {expected}：后来或途中被改动过。没有导入任何内容：请重新下载归档包。',
  'bundle-sums': '{file}：SHA256SUMS 第 {line} 行是“{found}”，应为一个 SHA-256、两个空格和一个不与他行重复的路径。没有导入任何内容。',
  'bundle-line-json': '{file}：events.jsonl 第 {line} 行不是 UTF-8 的 JSON（{detail}）。没有导入任何内容。',
  'bundle-line-long': '{file}：events.jsonl 第 {line} 行超过 {limit} 字节，没有事件会这么长。没有导入任何内容。',
  'bundle-line-open':
    '{file}：events.jsonl 在第 {line} 行中间结束，此行只有 {found} 字节：训练记录被截断。没有导入任何内容：请重新下载归档包。',
  'bundle-line-form': '{file}：events.jsonl 第 {line} 行不是 RFC 8785 所允许的唯一写法：由其他程序写出或改动。没有导入任何内容。',
  'bundle-chain':
    '{file}：events.jsonl 第 {line} 行的“{what}”为 {found}，应为 {expected}：有行被改动、移动、添加或删去。没有导入任何内容：请选择下载时的归档包。',
  'bundle-damaged':
    '{file}：生成归档包时，训练记录在第 {line} 行之前就已损坏，而无法核对的内容不会导入。在训练它的地方，按「继续」会从最后完整的一步接着进行；之后生成的归档包是完整的。',
  'bundle-order': '{file}：events.jsonl 第 {line} 行是 {found}，应为 {expected}：没有运行是这样进行的。没有导入任何内容。',
  'bundle-keyframe': '{file}：{path} 的 {what} 为 {found}，训练记录中为 {expected}：这些不是该运行的参数。没有导入任何内容。',
  'bundle-keyframe-unnamed': '{file} 含 {path}，而训练记录中没有事件提到该关键帧。没有导入任何内容。',
  'import-several': '给出了 {count} 个文件，应为一个归档包：请逐个导入。',
  'import-no-room':
    '浏览器没有空间存放 {file} 中的运行。它报告已用 {usage} 字节，上限 {quota} 字节，而磁盘可能没有这么多。没有导入任何内容：请删除运行或腾出磁盘空间，然后再次导入。',

  // Rows: the draw, and index files
  'no-rows-left': '{phase}数据没有可供训练的行：每一行都被略去、列数不齐或没有标签。请更正文件，或选择其他标签列。',
  'indices-empty': '{file} 是空的，应为每一步一行：先是步号，再是各行号，以制表符分隔。',
  'indices-not-a-number': '{file} 第 {line} 行：“{found}”不是 0 到 {limit} 的整数。每一行先是步号，再是各行号，以制表符分隔。',
  'indices-step-order': '{file} 第 {line} 行：步 {step} 排在步 {previous} 之后。步号从 1 起递增：请按第一个数字排序。',
  'indices-step-without-rows': '{file} 第 {line} 行：步 {step} 没有行号。请删除该行，或至少写一个行号。',
  'indices-row-beyond':
    '{file} 第 {line} 行：步 {step} 写了行号 {row}，但数据只有 {rows} 行（0 到 {last}）。请放入该文件所针对的数据，或删去该行号。',
  'indices-row-excluded': '{file} 第 {line} 行：步 {step} 写了行号 {row}，它列数不齐或没有标签，无法用于训练。请从该行删去它。',

  ...WEIGHTS_PROBLEM_TEXTS,

  // Samples
  'sample-unknown': '没有名为 {sample} 的示例；示例有 {known}。',
  'sample-unreachable': '无法取得示例 {sample} 的文件 {file}：{detail}。请检查页面是否完整提供，然后重试。',

  // A run
  'run-in-progress': '运行 {run} 仍在本标签页中进行：请先停止它，再开始另一个。',
  'data-missing': '{phase}阶段没有数据：请选择文件或使用示例，或跳过该阶段。',
  'nothing-to-train': '没有任何阶段有数据：请载入预训练或微调的数据，或使用示例。',
  'device-lost':
    '{backend} 的设备在第 {step} 步之后连续丢失 {losses} 次（{reason}）。到此为止记录的内容都保留着。请选择其他后端重新开始；显卡驱动可能需要更新。',
  'device-renewed': '设备在第 {step} 步之后丢失（{reason}）。没有丢失任何一步：一有新设备，就从最后的关键帧继续。',
  'device-not-renewed':
    '{backend} 的设备丢失，且没有新设备可以继续（{detail}）。到第 {step} 步为止都保留着。请重新载入页面并按「继续」，或用其他后端训练。',
  'replay-differs': '重新计算得到 {found}，而训练记录为 {expected}：这不是训练它的那台机器、浏览器或版本。没有向它添加任何内容。',
  'step-differs':
    '从第 {keyframe} 步的关键帧取回 {run} 的第 {step} 步，其指纹为 {found}，而训练记录为 {expected}；此前各步都与原来相同。当时与现在的不同：{differences}。已保存的关键帧仍可原样取得。',
  'step-out-of-range': '{run} 没有第 {step} 步：{track}的参数在第 {first} 到 {last} 步。请选择其中之一。',
  'step-not-kept': '没有保存第 {step} 步：运行还没有到那里，或在此之前就结束了。请选择曲线上有的步。',
  'labels-run-in-progress': '运行 {run} 正在训练，不能同时检查标签：请停止它，或等它结束后再试。',
  'step-run-in-progress': '运行 {run} 正在训练，不能同时重新训练其中的步：请暂停它，或等它结束。暂停期间可以取得它自己各步的参数。',
  'step-data-missing': '运行 {run} 的{phase}阶段使用了您自己的文件：请在那里放入 {files}，再请求该步。',
  'step-data-differs': '运行 {run} 的{phase}阶段使用的是 {expected}，而现在载入的是 {found}：请放入训练所用的文件，再请求该步。',
  'step-file-missing': '运行 {run} 需要 {file}（SHA-256 {sha256}）才能重新训练某一步：请选择该文件，再请求该步。',
  'step-device-lost': '重新训练时 {backend} 的设备丢失（{reason}）。设备已更新：请再次请求该步。',
  ...RESUME_TEXTS,
  'model-needs-images': '{phase}数据是有 {inputs} 个输入的表格，而 CNN 需要图像：请选择表格网络（mlp），或把形状设为「图像」。',
  'phases-differ': '预训练使用 {pretrain}，微调使用 {finetune}：一方的参数不适用于另一方。请使用类型和宽度相同的数据，或去掉一个阶段。',
  'loss-unfit': '损失 {loss} 不适合{phase}的目标（{task}）：请选择「自动」，或 {expected}。',
  'freeze-unknown': '计划冻结 {layer}，而本网络没有这一层；它的层有 {known}。',
  'freeze-all': '网络的每一层都被冻结（{layers}），什么也学不到：请至少留一层不冻结。',
  'loss-not-finite':
    '第 {step} 步（{phase}）的损失变为 {value}；最先出现非有限值的是 {tensor}。第 {before} 步的参数保留着。请调低学习率（现为 {learningRate}），或查看这一步的行。',
  'parameters-not-finite':
    '第 {step} 步（{phase}）的更新使 {tensor} 变为无穷大或 NaN。此前最后的关键帧保留着。请调低学习率（现为 {learningRate}）。',
  'gradient-not-finite':
    '第 {step} 步（{phase}）的梯度不是有限值；最先出现非有限值的是 {tensor}。第 {before} 步的参数保留着。请调低学习率（现为 {learningRate}），或查看这一步的行。',

  ...WATCH_TEXTS,
  ...FIX_PROBLEM_TEXTS,

  // Values in run.json, card.json or a link
  'field-object': '{document}：“{path}”是 {found}，应为花括号中的对象。',
  'field-map': '{document}：“{path}”是 {found}，应为最多 {max} 个值的对象。',
  'field-list': '{document}：“{path}”是 {found}，应为最多 {max} 个值的列表。',
  'field-text': '{document}：“{path}”是 {found}，应为 {min} 到 {max} 个字符的文本。',
  'field-base64': '{document}：“{path}”是 {found}，应为 base64 表示的字节。',
  'field-truth': '{document}：“{path}”是 {found}，应为 true 或 false。',
  'field-number': '{document}：“{path}”是 {found}，应为 {min} 到 {max} 的数字。',
  'field-whole': '{document}：“{path}”是 {found}，应为 {min} 到 {max} 的整数。',
  'field-choice': '{document}：“{path}”是 {found}，应为其中之一：{choices}。',
  'field-sha256': '{document}：“{path}”是 {found}，应为 64 位小写十六进制的 SHA-256。',
  'field-date': '{document}：“{path}”是 {found}，应为日期，例如 2030-12-31，或留空。',
  'field-run-id': '{document}：“{path}”是 {found}，应为运行的标识：最多 64 个字母、数字和连字符。',
  'field-statistics': '{document}：“{path}”是 {found}，应为 {expected} 个有限的数字。',
  'field-length': '{document}：“{path}”有 {found} 个值，应为 {expected} 个，批次中每行一个。',
  'field-moment': '{document}：“{path}”是 {found}，应为时刻，例如 2030-12-31T23:59:59.000Z。',
  'field-unknown': '{document}：这里没有“{path}”。最接近的名称是“{nearest}”：请更正，或删除它。',
  'card-json': '{file} 不是 JSON，而数据卡是：请选择 card.json，例如归档包中的 policy/card-pretrain.json。数据请放到放入文件的地方。',

  // The run spec
  'spec-version': '{document}：“trainscript”是 {found}，应为 {expected}。这是运行设置吗？更新版本生成的设置在此无法读取。',
  'spec-phases': '{document}：阶段为 {found}，应为 pretrain、finetune，或先 pretrain 后 finetune。',
  'spec-baseline': '{document}：“phases.pretrain.baseline”为 true，但只有 finetune 阶段可以有基线：预训练本来就从头开始。',
  'spec-path-unknown': '运行设置中没有“{path}”。最接近的是“{nearest}”。',
  'spec-phase-absent': '无法设置“{path}”：本运行没有{phase}阶段。请先给它数据。',
  'spec-link': '无法读取链接中的设置（“#”之后 {found} 个字符；最多读取 {limit}）：它在途中被截断或改动，请重新索取。',

  // The page
  'spec-elsewhere': '地址要求从 {found} 读取运行设置，而本页面只从自己的位置（{expected}）读取：请保存该文件，放到页面旁边。',
  'spec-unreachable': '无法读取运行设置 {file}：{detail}。请检查“?spec=”之后的地址。',
  'worker-lost': '训练线程停止了：{detail}。已保存的每一步都保留着；请重新载入页面以继续。',
};
