const CROISSANT_TERMS = [
  ...['annotation', 'arrayShape', 'citeAs', 'column', 'containedIn', 'equivalentProperty', 'excludes', 'extract', 'field', 'fileProperty'],
  ...['fileObject', 'fileSet', 'format', 'includes', 'isArray', 'isLiveDataset', 'jsonPath', 'key', 'md5', 'parentField', 'recordSet'],
  ...['references', 'regex', 'readLines', 'sdVersion', 'separator', 'source', 'subField', 'transform', 'unArchive', 'value'],
];

/** The JSON-LD context of Croissant 1.1 (appendix 1 of its specification), with the prefixes of what is used beside it. */
export const CROISSANT_CONTEXT = {
  '@language': 'en',
  '@vocab': 'http://schema.org/',
  sc: 'http://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  prov: 'http://www.w3.org/ns/prov#',
  'ddi-stats': 'http://rdf-vocabulary.ddialliance.org/cv/SummaryStatisticType/2.1.2/',
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
  ...Object.fromEntries(CROISSANT_TERMS.map((term) => [term, `cr:${term}`])),
};
