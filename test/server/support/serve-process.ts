import { startServer } from '../../../server/main.ts';

// The real server as a process of its own, configured by its environment, for tests that kill it.
await startServer();
