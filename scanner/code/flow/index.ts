export { findDataFlows } from './find-flows.ts';
export type { DataFlow, DataFlowInput, DataFlows } from './find-flows.ts';
export { readLibraryFlows, readSinks, readSourceCallbacks } from './flow-tables.ts';
export type { FlowTables, SinkKind } from './flow-tables.ts';
export type { ComponentTargets } from './intent-targets.ts';
