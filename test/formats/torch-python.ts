import { spawnSync } from 'node:child_process';

/** A Python that has PyTorch, to judge our files with; undefined where there is none. */
export function findTorchPython(): string | undefined {
  const candidates = [process.env.TRAINSCRIPT_PYTHON, '/usr/bin/python3', 'python3'];
  return candidates.find((python) => python !== undefined && spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0);
}
