export { connectJdwp, JdwpRefusal, type JdwpConnection } from './connection.ts';
export { listParameters, resumeProcess, watchCalls } from './watch-calls.ts';
export type { CallHit, CallWatch, WatchedMethod } from './watch-calls.ts';
