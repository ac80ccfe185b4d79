export * from './place.ts';
export * from './slot.ts';
export * from './static-facts.ts';
export * from './dynamic-facts.ts';
export * from './evidence.ts';
export * from './canonical-json.ts';
export * from './seal.ts';
export * from './load-evidence.ts';
