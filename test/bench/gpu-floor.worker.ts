import { gpuDevice } from '../../src/engine/webgpu/device.ts';
import { answering } from '../claims/probe/answering.ts';
import { measureGpuFloor } from './gpu-floor.ts';

/** Answers with the floor of the page's GPU. */
answering(async () => measureGpuFloor(await gpuDevice()));
