/** What can be wrong with zips and with files of weights, in Simplified Chinese, with the places of the English texts. */
export const WEIGHTS_PROBLEM_TEXTS = {
  'zip-truncated': '{file} 的结尾不像它开头所示的 zip 文件（{bytes} 字节，缺少结尾记录）：它被截断，或后面附加了内容，请重新复制或下载。',
  'zip-damaged': '{file} 第 {at} 字节：zip 文件的 {what} 是 {found}，应为 {expected}。文件已损坏：请重新复制或下载。',
  'zip-compressed':
    '{file} 压缩了条目“{entry}”（方法 {method}），而权重应不压缩存放（方法 0）：请使用 torch.save 写出的文件，而不是重新打包的。',
  'zip-encrypted': '{file} 加密了条目“{entry}”：请不设密码重新打包。',
  'zip-duplicate': '{file} 中有两个名为“{entry}”的条目，应只有一个：无法判断用哪一个，请重新生成文件。',
  'zip-method': '{file} 用方法 {found} 打包条目“{entry}”，应为 0（存储）或 8（deflate）：请用这两种方法重新打包，或使用下载时的原文件。',
  'zip-deflate': '{file}：“{entry}”在 {bytes} 字节之后无法解压。文件已损坏：请重新复制或下载。',
  'zip-limit': '{file} 声称有 {found} {what}，最多读取 {limit}：已拒绝。',
  'zip-crc': '{file}：“{entry}”的字节的 CRC-32 为 {found}，文件中记为 {expected}。传输途中发生了改变：请重新复制或下载。',
  'pickle-global':
    '{file} 要载入“{global}”（其 pickle 的第 {at} 字节），它不属于单纯的权重：没有执行任何内容。如果您信任该文件，请在 PyTorch 中打开它，只保存权重：torch.save(model.state_dict(), path)。',
  'pickle-opcode':
    '{file} 使用了 pickle 操作码 {opcode}（第 {at} 字节），单纯的权重不需要它：请用 torch.save(model.state_dict(), path) 以默认的 pickle 协议 2 重新保存。',
  'pickle-limit': '{file} 需要超过 {limit} {what}（其 pickle 的第 {at} 字节），远超任何 state dict：已拒绝。',
  'pickle-truncated': '{file} 在其 pickle 中间结束：在第 {at} 字节处应有 {expected} 字节，只剩 {found}。请重新复制或下载。',
  'pickle-malformed': '{file}，其 pickle 的第 {at} 字节：{opcode} 遇到 {found}，应为 {expected}。文件已损坏：请重新保存权重。',
  'pth-unknown':
    '{file} 以 {found} 开头，没有 .pth 文件是这样的：请放入 torch.save(model.state_dict(), path) 写出的文件，或 .safetensors。',
  'pth-tar': '{file} 是 PyTorch 在 2017 年弃用的 tar 格式：请在 PyTorch 中载入并重新保存：torch.save(torch.load(path), new_path)。',
  'pth-torchscript':
    '{file} 是 TorchScript 程序，不是单纯的权重：在 PyTorch 中用 torch.save(torch.jit.load(path).state_dict(), new_path) 可取出权重。',
  'pth-version': '{file} 是版本 {found} 的 PyTorch 数据流，应为 {expected}：请在 PyTorch 中载入并重新保存。',
  'pth-byte-order': '{file} 的字节序是“{found}”，应为“little”：请在小端机器（x86、ARM）上载入并重新保存。',
  'pth-layout': '{file} 是一个 zip，其中有 {found} 个含 data.pkl 的文件夹，应为 {expected}：请放入 torch.save 写出的 .pth 文件。',
  'pth-size': '{file} 有 {found} 字节，而内容在 {expected} 处结束：它被截断，或后面附加了内容，请重新复制或下载。',
  'pth-storage-missing': '{file}：存储“{storage}”在文件的一处被提到，在另一处却没有：请重新保存权重。',
  'pth-storage-size': '{file}：存储“{storage}”有 {found} 个元素，应为 {expected}：文件已损坏，请重新保存权重。',
  'pth-no-state-dict':
    '{file} 中没有 state dict：应在顶层或 state_dict、model_state_dict、model 之下有名称及其张量。请用 torch.save(model.state_dict(), path) 保存。',
  'safetensors-truncated': '{file} 有 {found} 字节，其文件头需要 {expected}：它被截断了，请重新复制或下载。',
  'safetensors-header-size': '{file} 声称文件头有 {found} 字节，最多读取 {expected}：这不是小型模型的 safetensors 文件。',
  'safetensors-header': '{file} 的文件头无法读取：{detail}。请用 safetensors 重新保存。',
  'safetensors-duplicate': '{file}：文件头两次写了“{key}”，应只有一次：无法判断用哪一个，请重新保存。',
  'safetensors-entry': '{file}：张量“{tensor}”的描述缺少 dtype、由整数组成的 shape 或两个 data_offsets，三者都应有：请重新保存。',
  'safetensors-dtype': '{file}：张量“{tensor}”的元素类型是 {dtype}，应为 F32、F64、F16 或 BF16：请用 tensor.float() 转换。',
  'safetensors-size': '{file}：张量“{tensor}”有 {found} 字节，按其形状和类型需要 {expected}：请重新保存。',
  'safetensors-offsets': '{file}：张量“{tensor}”从第 {found} 字节开始，前一个在 {expected} 结束：张量之间既不能重叠，也不能有空隙。',
  'safetensors-buffer': '{file} 含 {found} 字节的张量，文件头描述的是 {expected}：它被截断，或后面附加了内容。',
  'weights-missing': '{file} 中没有名为 {tensor} 的张量；它有：{found}。请选择由同样的网络保存的文件。',
  'weights-shape':
    '{file}：{tensor} 的形状是 {found}，本网络需要 {expected}。请选择由同样的网络保存的文件；如果只是类别不同，可更换输出层。',
  'weights-not-finite': '{file}：{tensor} 中有 NaN 或无穷大的值：无法由此开始训练。请选择其他文件。',
  'weights-out-of-storage': '{file}：张量“{tensor}”用到存储的第 {found} 个元素，而存储只有 {expected} 个：文件已损坏，请重新保存权重。',
  'weights-too-large': '{file}：算上张量“{tensor}”共展开为 {found} 个元素，页面最多容纳 {expected}：请使用更小的模型。',
  'weights-overflow': '{file}：张量“{tensor}”中有 {found}，超出 float32 的范围（最大 3.4e38）：保存前请缩放或转换。',
  'weights-name-twice': '名为“{tensor}”的张量无法写入：名称已被占用。请给每个张量不同的名称。',
  'weights-shape-mismatch': '张量“{tensor}”有 {found} 个值，其形状需要 {expected}：无法写入。',
  'weights-file-too-large': '{file} 有 {bytes} 字节，超过页面允许的权重大小 {limit}：请只保存参数，不含优化器状态。',
} as const;
