import type { LineChain } from '../../core/transcript/transcript.ts';
import type { Survey } from './survey.ts';

/** `VERIFY.md`: how to check the bundle with what every machine has. `chain` is that of the lines in it. */
export function verifyGuide({ damagedAt }: Survey, chain: LineChain): string {
  const result =
    damagedAt === null
      ? `\`${chain.lines} lines, head ${chain.head.hash}\``
      : `\`broken at line ${damagedAt}\`, counted from 0 (the store was damaged, see README.md)`;
  return `# How to check this bundle

Unpack it, and run the commands in the folder where this file stands. Nothing has to be installed.

## Every file is what was written

\`\`\`sh
sha256sum -c --quiet SHA256SUMS && echo "all files are whole"
\`\`\`

On macOS: \`shasum -a 256 -c SHA256SUMS\`. With OpenSSL alone:

\`\`\`sh
while read -r hash file; do
  [ "$(openssl dgst -sha256 -r "$file" | cut -d' ' -f1)" = "$hash" ] || echo "$file differs"
done < SHA256SUMS
\`\`\`

## The transcript is whole

Each line of \`events.jsonl\` holds in \`prev\` the SHA-256 of the line before it (of its bytes, without the line end);
the first holds 64 zeros. A line that was changed, moved, added or left out breaks the chain there.
What you should see: ${result}.

\`\`\`sh
${PYTHON}
\`\`\`

The same with \`sha256sum\` alone, a few hundred lines a second:

\`\`\`sh
${SHELL}
\`\`\`

## The parameters are those of the steps

Every step in \`steps.csv\` has a fingerprint of all parameters after it: the sum of each parameter’s float32 bit pattern times
2i + 1, i counting the parameters from 0 in file order, modulo 2³². For a keyframe (NumPy is needed):

\`\`\`sh
${FINGERPRINT}
\`\`\`

## What this does not prove

Whoever made this bundle could have made all of it anew: hashes tell that nothing was changed since, not who wrote it or when.
Note the head above somewhere else (in a message, on paper), or have \`SHA256SUMS\` signed or time-stamped, and later changes show.
What was declared of the data in \`policy/\` is the word of the person who declared it.
`;
}

const PYTHON = `python3 -c "
import hashlib, json
prev, count = '0' * 64, 0
for line in map(bytes.rstrip, open('events.jsonl', 'rb')):
    event = json.loads(line)
    if event['prev'] != prev or event['seq'] != count: raise SystemExit(f'broken at line {count}')
    prev, count = hashlib.sha256(line).hexdigest(), count + 1
print(f'{count} lines, head {prev}')
"`;

const SHELL = `prev=$(printf '%064d' 0); count=0
while IFS= read -r line; do
  case $line in
    *"\\"prev\\":\\"$prev\\""*"\\"seq\\":$count"[,}]*) ;;
    *) echo "broken at line $count"; break ;;
  esac
  prev=$(printf '%s' "$line" | sha256sum | cut -d' ' -f1); count=$((count + 1))
done < events.jsonl
echo "$count lines, head $prev"`;

const FINGERPRINT = `python3 -c "
import glob, json, numpy, struct
for path in sorted(glob.glob('parameters/keyframe-*.safetensors')):
    data = open(path, 'rb').read()
    begin = 8 + struct.unpack('<Q', data[:8])[0]
    tensors = {name: tensor['data_offsets'] for name, tensor in json.loads(data[8:begin]).items() if not name.startswith(('adam.', '__'))}
    ends = sorted(tensors.values())
    bits = numpy.concatenate([numpy.frombuffer(data[begin + a:begin + b], '<u4') for a, b in ends]).astype(numpy.uint64)
    odd = 2 * numpy.arange(len(bits), dtype=numpy.uint64) + 1
    print(path, int((bits * odd).sum() % 2**32))
"`;
