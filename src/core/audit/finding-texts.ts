import { fillTemplate } from '../problems/fill-template.ts';
import type { Finding, FindingCode } from './audit.ts';

/** The English text of every finding: what, how much, against which threshold, and what can be done. */
export const FINDING_TEXTS = {
  'missing-values':
    'Column “{column}” has no value in {count} of {total} rows ({share} %). Fill them in the file, or remove those rows or the column.',
  'missing-labels':
    '{count} of {total} rows have no label in column “{column}”; {leftOut} of them are left out of training. Fill the labels in, choose another label column, or choose to leave these rows out.',
  'type-mismatch':
    'Column “{column}” holds numbers, but {count} of {total} cells ({share} %) are something else and count as missing. Correct them in the file.',
  'one-class':
    'Among the rows that can be used there is {classes} class (“{name}”, {count} rows), and two at least are needed: choose another label column, or add rows of other classes.',
  'class-imbalance':
    'The rarest class “{name}” has {count} of {total} rows: {share} %, below {threshold} %, a tenth of an equal share among {classes} classes. Add rows of it, and read its own recall, not the accuracy.',
  'exact-duplicates':
    '{count} of {total} rows repeat an earlier row, label included: {share} %, where up to {threshold} % pass unremarked. Remove them unless they are separate observations.',
  'conflicting-duplicates':
    '{count} rows in {groups} groups have the same features but different labels, so some of the labels must be wrong. Look at them and correct or remove them.',
  'train-test-duplicates':
    '{count} of {total} test rows ({share} %) are also training rows; the first is test row {testRow}, training row {trainRow}. The test would measure memory: remove them from the test files, or drop the training files alone and let a share be held out.',
  'constant-column': 'Column “{column}” holds one value in all {count} rows, so nothing can be learned from it. It can be removed.',
  'ragged-rows':
    '{count} of {total} rows have more or fewer cells than the {columns} columns, and are left out. Correct them in the file: often a delimiter stands inside a cell without quotes.',
  'blank-images': '{count} of {total} images ({share} %) are of one even grey. Remove them unless that is what they should show.',
  'preamble-lines': '{count} lines before the data were passed over, because they are neither a header nor data.',
  'resized-images': '{count} images were resized from {from} to {to} pixels, the size that the network takes.',
  'few-rows':
    'There are {count} rows to use, fewer than {threshold}: what is measured on a held-out part of them will vary a lot. Add rows.',
  'near-duplicates':
    '{count} of {total} different rows ({share} %) are nearly like another one: nearer than {near} of the usual distance between neighbours, which is {usual}. Look at them, and keep one of each where they were repeated by accident.',
  'near-train-test-duplicates':
    '{count} of {total} test rows ({share} %) are nearly like a training row: nearer than {near} of the usual distance between neighbours, which is {usual}. What is measured on them flatters the network: leave them out of one of the two.',
  'rows-not-compared':
    'The {count} rows were not compared with each other, for near duplicates and outliers: the run began before that was done. Wait for it in the audit before you start.',
  'rows-too-many':
    'The {count} rows were not compared with each other, for near duplicates and outliers: that is done for up to {limit}. Exact duplicates were looked for.',
  'wrong-labels':
    '{count} of {total} labels ({share} %) are probably wrong: networks that did not see the row are sure of another class, as they are of rows of that class. They disagree with {unsure} more, without being sure. Look at the list, and correct or drop what is wrong.',
  outliers:
    '{count} of {total} rows ({share} %) lie far from all others: the {neighbours} nearest of {references} rows are {farthest} away on average from the farthest of them, and more than {limit} from each, where {usual} is usual. Look whether they belong here.',
  'target-leakage':
    'Column “{column}” alone tells “{label}”: their agreement is {score} in {rows} rows that were looked at, where up to {threshold} passes unremarked. If it was made from the label, or is known only after it, remove it: the network would learn nothing else.',
  'identifier-column':
    'Column “{column}” has a different value in each of {count} rows, as if it numbered or named them. A network can only learn such rows by heart: remove the column, or say that it is the subject.',
  'placeholder-values':
    'Column “{column}” is {value} in {count} of {total} rows ({share} %), far from the next value {next}: that looks like a mark for “no value”. If it is one, name it among the texts for missing cells.',
  'dirty-categories':
    'Column “{column}” writes {groups} names in several ways ({names}), which count as different; {count} rows have a rarer way. Unless they mean different things, write them alike.',
  'high-cardinality':
    'Column “{column}” has {count} different names in {total} rows, {perName} rows each on average, where more than {threshold} are many: each is an input of its own. Join rare names, or remove the column if it says too little.',
  'imbalanced-column':
    'Column “{column}” is “{name}” in {count} of {total} rows ({share} %); its imbalance is {score}, and above {threshold} little can be learned from the other names. Join rare names, or add rows of them.',
  'skewed-column':
    'Column “{column}” has a skewness of {skew}, beyond ±{threshold}: a few extreme values outweigh all others. Look whether they are right; a logarithm or a limit often helps.',
  'correlated-columns':
    'Column “{column}” rises and falls with {names}: {count} columns ({share} %) whose correlation with it is ±{weakest} or more (limit {threshold}). They say nearly the same, and one of them may do.',
  'label-variants':
    'Label “{column}” writes {groups} classes in several ways ({names}), which count as different classes; {count} rows have a rarer way. Write them alike.',
  'odd-labels':
    'Label “{column}” is a whole number in nearly all of {total} rows, but {names} in {count} of them ({share} %). Correct those rows, or remove them.',
  'tiny-classes':
    '{count} of {classes} classes have fewer than {threshold} rows: {names}. What is measured of them means nothing: add rows, join them with others, or remove them.',
  'classes-not-tested':
    '{count} of {classes} classes have training rows but none in the test set: {names}. How well they are told is not measured: add test rows of them.',
  'classes-not-trained':
    '{count} of {classes} classes are in the test set but have no training row: {names}. They cannot be told: add training rows, or remove those test rows.',
  'inverted-images':
    'The mean brightness of {count} images is {mean}, above {threshold}: they are probably dark on a bright ground, while the sample sets, and networks trained with them, are bright on dark. Invert them if the other phase’s images are.',
  'wrong-scale':
    'The greatest pixel of {count} images is {greatest}, but the scale goes to {maximum}: the network sees at most {share} % of full brightness. Set the scale’s maximum to what the files use (1, 16 or 255).',
  'pretrain-test-duplicates':
    '{count} of {total} fine-tuning test rows ({share} %) are rows that pretraining trains on; the first is test row {row}, pretraining row {pretrainRow}. The test would measure memory: remove them from one of both.',
  'pretrain-duplicates':
    '{count} of {total} fine-tuning rows ({share} %) are rows that pretraining trains on too; the first is row {row}, pretraining row {pretrainRow}. Test rows that are held out of them would measure memory: remove them, or bring test rows that pretraining has not seen.',
  'kinds-differ':
    'Pretraining has rows of another kind ({first}, and here {second}): one network cannot take both. Choose how the files are read, or train on one of them alone.',
  'schema-differs':
    '{count} columns differ from pretraining’s: only there: {missing}; only here: {extra}; numbers in one and names in the other: {retyped}. One network cannot take both: rename, remove or reread these columns.',
  'classes-differ':
    '{count} classes of label “{column}” are in one of both sets: only in pretraining: {missing}; only here: {extra}; {shared} are in both. With the head kept they would be mixed up: let it be replaced, which is the default.',
  'label-drift':
    'The shares of the classes differ from pretraining’s: total variation {variation}, Jensen–Shannon distance {distance} (limit {threshold}). Fine-tuning adapts to the shares here: make sure that they are those where the model will be used.',
  'feature-drift':
    'Column “{column}” lies otherwise than in pretraining: mean {firstMean} there and {secondMean} here, {distance} standard deviations apart (Wasserstein, limit {threshold}), population stability index {stability} (limit {stabilityThreshold}). Make sure that unit and meaning are the same.',
  'category-drift':
    'Column “{column}” has its names in other shares than in pretraining: Jensen–Shannon distance {distance} (limit {threshold}). Make sure that they are written alike and mean the same.',
  'dataset-drift':
    '{count} of {total} columns ({share} %, limit {threshold} %) lie otherwise than in pretraining: these are other data as a whole, and pretraining may bring little. Compare with the baseline, which trains from scratch.',
  'image-drift':
    'The images look otherwise than in pretraining (up to {distance} standard deviations): brightness {brightnessFirst} there and {brightnessSecond} here, contrast {contrastFirst} and {contrastSecond}, centre ({centreXFirst}, {centreYFirst}) and ({centreXSecond}, {centreYSecond}) pixels, share of the ink at the border {borderFirst} and {borderSecond}. Centring and scaling them alike lets pretraining bring more.',
  'pixel-scale-differs':
    'The greatest pixel is {first} of full brightness in pretraining and {second} here, {threshold} times apart or more: the network would see one set nearly black. Set the scale’s maximum of each set to what its files use (1, 16 or 255).',
  'polarity-differs':
    'The mean brightness is {first} in pretraining and {second} here: one set is dark on bright, the other bright on dark. Invert one of both, or pretraining brings nothing.',
  'sets-told-apart':
    'A linear classifier tells from a single row whether it is from pretraining or from here: AUC {auc} on held-out rows (95 % interval {low} to {high}; ½ is chance, limit {threshold}). The more it can, the less pretraining brings: compare with the baseline.',
  'test-label-drift':
    'The test rows have the classes in other shares than the training rows: total variation {variation}, Jensen–Shannon distance {distance} (limit {threshold}). The test then measures something else than was trained: draw both from one set.',
  'test-feature-drift':
    'Column “{column}” lies otherwise in the test rows: mean {firstMean} in training and {secondMean} in test, {distance} standard deviations apart (Wasserstein, limit {threshold}), population stability index {stability} (limit {stabilityThreshold}). Make sure that unit and meaning are the same, or draw both from one set.',
  'test-category-drift':
    'Column “{column}” has its names in other shares in the test rows: Jensen–Shannon distance {distance} (limit {threshold}). Make sure that they are written alike, or draw both from one set.',
  'test-dataset-drift':
    '{count} of {total} columns ({share} %, limit {threshold} %) lie otherwise in the test rows: they are other data as a whole, and the test says little about the training. Draw both from one set.',
  'test-image-drift':
    'The test images look otherwise than the training images (up to {distance} standard deviations): brightness {brightnessFirst} in training and {brightnessSecond} in test, contrast {contrastFirst} and {contrastSecond}, centre ({centreXFirst}, {centreYFirst}) and ({centreXSecond}, {centreYSecond}) pixels, share of the ink at the border {borderFirst} and {borderSecond}. Prepare both alike, or draw both from one set.',
  'test-pixel-scale-differs':
    'The greatest pixel is {first} of full brightness in the training images and {second} in the test images, {threshold} times apart or more. Bring both files to one scale.',
  'test-polarity-differs':
    'The mean brightness is {first} in the training images and {second} in the test images: one set is dark on bright, the other bright on dark. Invert one of both.',
  'test-told-apart':
    'A linear classifier tells from a single row whether it is a training or a test row: AUC {auc} on held-out rows (95 % interval {low} to {high}; ½ is chance, limit {threshold}). The test rows are other data than was trained on: draw both from one set.',
  'personal-email':
    'Column “{column}” has e-mail addresses in {count} of {total} rows ({share} %), in the form “{shape}”. Remove or replace them if the training can do without; else say in the card that the rows are about people.',
  'personal-phone':
    'Column “{column}” has telephone numbers in {count} of {total} rows ({share} %), such as “{shape}”. Remove or replace them if the training can do without; else say in the card that the rows are about people.',
  'personal-card':
    'Column “{column}” has payment card numbers in {count} of {total} rows ({share} %), such as “{shape}”: of {candidates} with a card’s first digits so many have its check digit, where chance would give {expected}. Remove or replace them: no training needs them.',
  'personal-iban':
    'Column “{column}” has bank account numbers (IBAN) in {count} of {total} rows ({share} %), such as “{shape}”: of {candidates} of that form so many have its check digits, where chance would give {expected}. Remove or replace them: no training needs them.',
  'personal-ip':
    'Column “{column}” has IP addresses in {count} of {total} rows ({share} %), such as “{shape}”. Remove or shorten them if the training can do without; else say in the card that the rows are about people.',
  'personal-id':
    'Column “{column}” has identity numbers ({scheme}) in {count} of {total} rows ({share} %), such as “{shape}”: {candidates} cells have that form, and chance would let {expected} of them pass for one. Remove or replace them; else say in the card that the rows are about people.',
  'personal-possible':
    'Column “{column}” has {count} values such as “{shape}” that pass for personal data ({scheme}), of {candidates} of that form, where chance would give {expected}. That is too little to tell: look at the rows.',
  'personal-column':
    'By its name, column “{column}” is about people. Where the rows can be traced to a person, remove it or say so in the card.',
  'sensitive-column':
    'By its name, column “{column}” tells of people what the law protects most (GDPR Art. 9, PIPL Art. 28), such as health, beliefs, origin, or where they were. Remove it if the training can do without; else say in the card on what basis it is used.',
} as const satisfies Readonly<Record<FindingCode, string>>;

/** The texts of a language: all of them, so that a new finding is one in every language. */
export type FindingTexts = Readonly<Record<FindingCode, string>>;

/** Puts a finding into words. `texts` is the table of the reader's language; English is the default. */
export function formatFinding(finding: Finding, texts: FindingTexts = FINDING_TEXTS): string {
  const { code, column, count, fields } = finding;
  return fillTemplate(texts[code], { ...fields, count, column: column ?? '?' });
}
