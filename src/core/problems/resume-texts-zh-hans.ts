import type { RESUME_TEXTS as ENGLISH } from './resume-texts.ts';

/** Why a run cannot be taken up as it stands, in Simplified Chinese, with the places of the English texts. */
export const RESUME_TEXTS: Readonly<Record<keyof typeof ENGLISH, string>> = {
  'resume-ended': '运行 {run} 已结束（{status}）：只有中断的运行可以继续。',
  'resume-data-missing': '运行 {run} 使用了您自己的文件：请为{phase}阶段放入 {files}，然后再次继续。',
  'resume-data-unreadable':
    '运行 {run} 在{phase}阶段使用了 {files}，本浏览器知道它在哪里，但无法打开（{detail}）：继续时请允许本页面读取它，或重新放入后再继续。',
  'resume-data-differs': '运行 {run} 在{phase}阶段使用的是 {expected}，而现在载入的是 {found}：请放入开始时所用的文件。',
  'resume-file-missing': '运行 {run} 需要 {file}（SHA-256 {sha256}）才能继续：请选择该文件，然后再次继续。',
};
