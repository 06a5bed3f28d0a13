const TRAIN_WORDS = ['train', 'training'];
/** `t10k` is MNIST's own. */
const TEST_WORDS = ['test', 'testing', 't10k', 'val', 'valid', 'validation'];

/** What a file's name says of its use, by whole words: «emnist-test-images» is a test set, «latest.csv» is none. */
export function roleOf(name: string): 'train' | 'test' | null {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  const isTrain = words.some((word) => TRAIN_WORDS.includes(word));
  const isTest = words.some((word) => TEST_WORDS.includes(word));
  if (isTrain === isTest) return null;
  return isTrain ? 'train' : 'test';
}
