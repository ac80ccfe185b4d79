import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Blobs } from '../blobs/index.ts';
import type { Jobs } from '../jobs/job-map.ts';
import type { Queue } from '../queue/index.ts';

/** Numbers for Prometheus. Labels are route names and codes, never what a caller sent. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram;
  readonly #scans: Counter;

  constructor(services: { queue: Queue<Jobs>; blobs: Blobs }) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'appgov_http_request_duration_seconds',
      help: 'Time from request to the end of its answer',
      labelNames: ['operation', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
      registers,
    });
    this.#scans = new Counter({
      name: 'appgov_scan_runs_total',
      help: 'Runs of scans by how they ended: done, or the code of the failure',
      labelNames: ['outcome'],
      registers,
    });
    new Gauge({
      name: 'appgov_jobs',
      help: 'Jobs by state',
      labelNames: ['state'],
      registers,
      async collect() {
        for (const [state, count] of Object.entries(await services.queue.counts()))
          this.set({ state }, count);
      },
    });
    new Gauge({
      name: 'appgov_stored_bytes',
      help: 'Bytes of all stored blobs',
      registers,
      async collect() {
        this.set((await services.blobs.usage()).usedBytes);
      },
    });
  }

  answered(operation: string, status: number, tookSeconds: number): void {
    this.#requests.observe({ operation, status: String(status) }, tookSeconds);
  }

  scanEnded(outcome: string): void {
    this.#scans.inc({ outcome });
  }

  get mediaType(): string {
    return this.#registry.contentType;
  }

  render(): Promise<string> {
    return this.#registry.metrics();
  }
}
