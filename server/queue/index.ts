export * from './queue.ts';
export * from './backoff.ts';
export * from './sqlite-queue.ts';
