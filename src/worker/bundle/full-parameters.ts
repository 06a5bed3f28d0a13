import type { ParametersEvent } from '../../core/transcript/events.ts';

/** Where the parameters of a step stand in a bundle. */
export const parametersPath = ({ phase, step }: Pick<ParametersEvent, 'phase' | 'step'>): string => `parameters/full/${phase}-${step}.bin`;

/** `parameters/full/read.py`: what the page does to read them, for NumPy. */
export const READ_PARAMETERS = `"""All parameters of a step, as NumPy arrays under PyTorch's names and in its layouts.

    python3 parameters/full/read.py pretrain 12     # prints them with the fingerprint that steps.csv has for the step

A file holds 4 bytes header length (little-endian), a JSON header, and a raw DEFLATE stream of four byte planes, the lowest first: the
zigzag of the distance, in the order of all float32, between each value and the one expected from the steps before (2 a - b).
"""
import json
import pathlib
import sys
import zlib

import numpy as np

FOLDER = pathlib.Path(__file__).parent
SIGN = np.uint32(0x80000000)
ALL = np.uint32(0xFFFFFFFF)


def split(track, step):
    data = (FOLDER / f'{track}-{step}.bin').read_bytes()
    begin = 4 + int.from_bytes(data[:4], 'little')
    return json.loads(data[4:begin]), data[begin:]


def values_of(track, step):
    last = before = None
    for at in range(split(track, step)[0]['base'], step + 1):
        planes = np.frombuffer(zlib.decompress(split(track, at)[1], -15), np.uint8).reshape(4, -1).astype(np.uint32)
        zigzag = planes[0] | planes[1] << 8 | planes[2] << 16 | planes[3] << 24
        distance = (zigzag >> 1) ^ np.where(zigzag & 1, ALL, np.uint32(0))
        if last is None:
            expected = np.zeros(len(zigzag), np.float32)
        elif before is None:
            expected = last
        else:
            expected = (2 * last.astype(np.float64) - before).astype(np.float32)
        bits = expected.view(np.uint32)
        rank = (bits ^ np.where(bits & SIGN, ALL, SIGN)) + distance
        before, last = last, (rank ^ np.where(rank & SIGN, SIGN, ALL)).view(np.float32)
    return last


def fingerprint(values):
    odd = 2 * np.arange(len(values), dtype=np.uint64) + 1
    return int((values.view(np.uint32).astype(np.uint64) * odd).sum() % 2**32)


def read(track, step):
    """Of the parameters behind a step: {name: array}. Wrap it in torch.from_numpy for a state_dict."""
    values, tensors, at = values_of(track, step), {}, 0
    for tensor in split(track, step)[0]['tensors']:
        size = int(np.prod(tensor['shape']))
        tensors[tensor['name']] = values[at:at + size].reshape(tensor['shape'])
        at += size
    return tensors


if __name__ == '__main__':
    track, step = sys.argv[1], int(sys.argv[2])
    for name, array in read(track, step).items():
        print(name, array.shape, float(array.mean()))
    print('fingerprint', fingerprint(values_of(track, step)))
`;
