"""Reads a table and counts what is missing in each column, as pandas does it: seconds, rows, counts and the process's peak memory as JSON.

Run by the claim: python3 pandas_reads.py FILE
"""

import json
import resource
import sys
import time

import pandas

begun = time.perf_counter()
table = pandas.read_csv(sys.argv[1])
counts = table.isnull().sum()
seconds = time.perf_counter() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({'pandas': pandas.__version__, 'seconds': seconds, 'rows': len(table), 'peakBytes': peak, 'missing': {name: int(count) for name, count in counts.items()}}))
