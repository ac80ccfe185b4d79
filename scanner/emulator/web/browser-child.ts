// A process that draws the pages of a device which runs in its parent. It ends when its pipe does.
import { Socket } from 'node:net';
import { webPipeFd } from './pipe-link.ts';
import { serveBrowser } from './serve-browser.ts';

const pipe = new Socket({ fd: webPipeFd, readable: true, writable: true });
const end = serveBrowser(pipe, process.env);
pipe.on('close', () => void end().finally(() => process.exit(0)));
