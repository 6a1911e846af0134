export { createEngine } from './create-engine.ts';
export { describeHost } from './host.ts';
export type { HostDescription } from './host.ts';
export type {
  BackendName,
  DropoutOptions,
  Engine,
  EngineOptions,
  OptimizerState,
  StepResult,
  TrainStepOptions,
} from './engine.ts';
export type { Cell, DenseLayer, NetworkShape } from './network-shape.ts';
export { parameterTable } from './parameters.ts';
export type { ParameterInfo } from './parameters.ts';
