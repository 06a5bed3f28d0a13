import type { RuleTexts } from './rule-texts.ts';

/** The rules' texts in Simplified Chinese, with the places of the English ones. */
export const RULE_TEXTS: RuleTexts = {
  'SRC-1.title': '每个文件的来源已记录',
  'SRC-1.basis': 'GB/T 45652 6.1 a；《生成式人工智能服务管理暂行办法》第七条第（一）项；欧盟《人工智能法》第 10(2)(b) 条',
  'SRC-1.fail': '请说明数据来自哪里：来源的类型及名称，或获取它的网址（http、https 或 ftp）。{files} 个文件中有 {hashed} 个记录了哈希值。',
  'LIC-1.title': '已注明许可证或合同',
  'LIC-1.basis': '《生成式人工智能服务管理暂行办法》第七条第（二）项；欧盟《人工智能法》第 53(1)(d) 条，模板 3.1',
  'LIC-1.fail': '请注明许可证（如 CC-BY-4.0）或允许使用数据的合同。',
  'PUR-1.title': '用途包含训练',
  'PUR-1.basis': 'GDPR 第 5(1)(b) 条；欧盟《人工智能法》第 10(2)(b) 条',
  'PUR-1.fail': '声明的用途为“{purposes}”，而本次运行用于“{purpose}”：如果数据可以这样使用，请补充该用途，否则请使用其他数据。',
  'PII-1.title': '已声明个人数据及其法律依据',
  'PII-1.basis': 'GDPR 第 6 条；《个人信息保护法》第十三条；GB/T 45652 6.3 a；ISO/IEC 5259-2 Idn-ML-1',
  'PII-1.fail': '请说明这些行是否涉及可识别的个人；如果是，请选择使用它们的法律依据。',
  'PII-2.title': '审查所发现的个人数据与声明一致',
  'PII-2.basis': 'GDPR 第 5(2) 条；《个人信息保护法》第五十一条；ISO/IEC 5259-2 Idn-ML-1',
  'PII-2.fail':
    '数据卡声明这些行不涉及可识别的个人，但审查在以下列中发现了个人数据：{columns}。请删除或声明它们，或在数据卡中说明为何不属于任何人。',
  'CON-1.title': '可以出示同意',
  'CON-1.basis': 'GDPR 第 7(1) 条；ISO/IEC TS 27560',
  'CON-1.fail': '法律依据是同意：请说明同意的记录存放在哪里。',
  'RET-1.title': '数据仍可保留',
  'RET-1.basis': 'GDPR 第 5(1)(e) 条和第 30(1)(f) 条',
  'RET-1.fail': '数据可以使用到 {retainUntil}，而今天是 {today}：请删除数据；若期限已延长，请更正日期。',
  'QLT-1.title': '审查没有发现错误',
  'QLT-1.basis': '《生成式人工智能服务管理暂行办法》第七条第（四）项；欧盟《人工智能法》第 10(3) 条',
  'QLT-1.fail': '审查发现了错误（{errors} 个）：{codes}。每项发现都说明了如何处理。',

  pass: '已由本页面核实。',
  attested: '以声明为准，本页面无法核实。',
  'not-applicable.no-personal-data': '无需判定：数据已声明不含个人数据。',
  'not-applicable.personal-data-not-declared': '在声明数据是否含个人数据之前无从判定。',
  'not-applicable.basis-is-not-consent': '无需判定：法律依据不是同意。',
  'not-applicable.no-cells': '无需判定：图像没有可供查找个人数据的单元格。',
  'not-applicable.no-date': '无需判定：没有设定不得再使用数据的日期。',
};
