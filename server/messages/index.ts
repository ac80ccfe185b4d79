export { runDeliverJob } from './deliver-job.ts';
export { toChannels } from './events.ts';
export { Messenger } from './messenger.ts';
export { runRemindJob } from './remind-job.ts';
