"""Reads a bundle's TensorBoard event files and holds them against its tables.

Nothing of Trainscript is used: the record framing and CRC-32C are written here from the TFRecord format's description, the
messages are decoded by google.protobuf from the fields of TensorBoard's event.proto, summary.proto and tensor.proto.

Usage: event_files.py BUNDLE
"""

import csv
import io
import json
import struct
import sys
import zipfile

import numpy
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
MESSAGES = {
    "Event": [("wall_time", 1, FIELD.TYPE_DOUBLE), ("step", 2, FIELD.TYPE_INT64), ("file_version", 3, FIELD.TYPE_STRING), ("summary", 5, "Summary")],
    "Summary": [("value", 1, "Value", True)],
    "Value": [("tag", 1, FIELD.TYPE_STRING), ("simple_value", 2, FIELD.TYPE_FLOAT), ("tensor", 8, "Tensor"), ("metadata", 9, "Metadata")],
    "Metadata": [("plugin_data", 1, "PluginData")],
    "PluginData": [("plugin_name", 1, FIELD.TYPE_STRING), ("content", 2, FIELD.TYPE_BYTES)],
    "Tensor": [("dtype", 1, FIELD.TYPE_INT32), ("tensor_shape", 2, "Shape"), ("tensor_content", 4, FIELD.TYPE_BYTES)],
    "Shape": [("dim", 2, "Dimension", True)],
    "Dimension": [("size", 1, FIELD.TYPE_INT64)],
}
SCALARS = {"loss": "loss", "accuracy": "accuracy", "learning_rate": "learning_rate", "gradient_norm": "gradient_norm"}
METRICS = ["loss", "accuracy", "precision", "recall", "f1", "roc_auc", "mae", "rmse", "r2"]
GROUPS = {"evaluation": "", "recalled": "recalled_"}
DT_DOUBLE = 2


def event_class():
    file = descriptor_pb2.FileDescriptorProto(name="event.proto", package="judge", syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        if name == "Value":
            message.oneof_decl.add(name="value")
        for field_name, number, kind, *repeated in fields:
            field = message.field.add(name=field_name, number=number, label=FIELD.LABEL_REPEATED if repeated else FIELD.LABEL_OPTIONAL)
            if isinstance(kind, str):
                field.type, field.type_name = FIELD.TYPE_MESSAGE, f".judge.{kind}"
            else:
                field.type = kind
            if name == "Value" and number in (2, 8):
                field.oneof_index = 0
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    descriptor = pool.FindMessageTypeByName("judge.Event")
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


def crc_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


TABLE = crc_table()


def masked_crc(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    """The payload of each record; ValueError where one is not whole."""
    at = 0
    while at < len(data):
        if len(data) < at + 12:
            raise ValueError(f"cut off at byte {at}")
        length, crc = struct.unpack("<QI", data[at : at + 12])
        payload, tail = data[at + 12 : at + 12 + length], data[at + 12 + length : at + 16 + length]
        if len(tail) != 4 or crc != masked_crc(data[at : at + 8]) or struct.unpack("<I", tail)[0] != masked_crc(payload):
            raise ValueError(f"record at byte {at} is not whole")
        yield payload
        at += 16 + length


def expected_values(archive, track):
    """(step, tag) → value, as the tables have it; empty cells are no values."""
    expected = {}
    for row in table(archive, "steps.csv"):
        if row["phase"] == track:
            expected.update({(int(row["step"]), tag): row[column] for tag, column in SCALARS.items() if row[column] != ""})
    for row in table(archive, "evaluations.csv"):
        if row["phase"] == track:
            for group, prefix in GROUPS.items():
                values = {f"{group}/{metric}": row[prefix + metric] for metric in METRICS}
                expected.update({(int(row["step"]), tag): value for tag, value in values.items() if value != ""})
            words = row["dead_units"].split()
            expected.update({(int(row["step"]), f"dead_units/{layer}"): share.split("/")[0] for layer, share in zip(words[::2], words[1::2])})
    return {key: numpy.float32(value) for key, value in expected.items()}


def table(archive, path):
    return csv.DictReader(io.StringIO(archive.read(path).decode()))


def decode(event, data, found):
    """Fills `found` with (step, tag) → values; returns how many records and histograms there were."""
    count = histograms = 0
    for payload in records(data):
        message = event.FromString(payload)
        if count == 0 and message.file_version != "brain.Event:2":
            raise ValueError(f"begins with {message.file_version!r}")
        count += 1
        for value in message.summary.value:
            if value.WhichOneof("value") == "simple_value":
                found.setdefault((message.step, value.tag), []).append(numpy.float32(value.simple_value))
            elif value.metadata.plugin_data.plugin_name == "histograms":
                shape = [dim.size for dim in value.tensor.tensor_shape.dim]
                buckets = numpy.frombuffer(value.tensor.tensor_content, "<f8").reshape(shape)
                if value.tensor.dtype != DT_DOUBLE or shape[1] != 3 or not (buckets[:, 0] <= buckets[:, 1]).all() or (buckets[:, 2] < 0).any():
                    raise ValueError(f"histogram {value.tag} at step {message.step} is malformed")
                histograms += 1
    return count, histograms


def damage_unseen(data):
    """Flips one bit in each part of the second record: framing length, payload, both checksums."""
    first = 16 + struct.unpack("<Q", data[:8])[0]
    length = struct.unpack("<Q", data[first : first + 8])[0]
    two = data[: first + 16 + length]
    unseen = 0
    for at in (first, first + 8, first + 12 + length // 2, first + 12 + length):
        damaged = bytearray(two)
        damaged[at] ^= 1
        try:
            list(records(bytes(damaged)))
            unseen += 1
        except ValueError:
            pass
    return unseen


def main(bundle):
    event = event_class()
    total = dict.fromkeys(["files", "records", "steps", "scalars", "evaluations", "histograms", "different", "missing", "unexpected", "damageUnseen"], 0)
    with zipfile.ZipFile(bundle) as archive:
        for path in sorted(name for name in archive.namelist() if name.startswith("tensorboard/") and "tfevents" in name):
            data, found = archive.read(path), {}
            expected = expected_values(archive, path.split("/")[1])
            count, histograms = decode(event, data, found)
            total["files"] += 1
            total["records"] += count
            total["histograms"] += histograms
            total["scalars"] += sum(map(len, found.values()))
            total["steps"] += len({step for step, tag in found if tag == "loss"})
            total["evaluations"] += len({step for step, tag in found if tag == "evaluation/loss"})
            total["missing"] += len(expected.keys() - found.keys())
            total["unexpected"] += len(found.keys() - expected.keys()) + sum(len(values) - 1 for values in found.values())
            total["different"] += sum(values[0].tobytes() != expected[key].tobytes() for key, values in found.items() if key in expected)
            total["damageUnseen"] += damage_unseen(data)
    print(json.dumps(total))


main(*sys.argv[1:])
