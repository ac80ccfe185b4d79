import type { AppProcesses, BinderTable } from '../system/app-processes.ts';
import { stepMs, type AppProcess, type OtherProcesses } from './app-process.ts';

export type ProcessGroupOptions = {
  readonly mainName: () => string;
  readonly binders: BinderTable;
  /** Makes a process, which begins to run with the next stretch of time. */
  readonly start: (name: string, reason: string) => AppProcess;
  /** Files and what else is one process's at a time are given to another. */
  readonly takeOver: (process: AppProcess) => void;
};

/**
 * The app's processes on one device. They run in turns on one thread of the host, each up to where the others are, in
 * steps short enough that nobody could tell; one that asks something of another ends its turn at once.
 */
export class ProcessGroup {
  readonly #options: ProcessGroupOptions;
  readonly #processes = new Map<string, AppProcess>();
  #running: AppProcess | undefined;
  #isAsked = false;

  constructor(options: ProcessGroupOptions) {
    this.#options = options;
    this.others = {
      table: this.#table(),
      isAsked: () => this.#isAsked,
      areThere: () => this.living.length > 1,
      keepUp: (self) => {
        this.#isAsked = false;
        for (const other of this.living) if (other !== self) other.runTo(self.deviceMs);
      },
      takeOver: (process) => {
        if (this.#running === process) return;
        this.#running = process;
        this.#options.takeOver(process);
      },
    };
  }

  /** Those that live, the one with the screen first. */
  get living(): readonly AppProcess[] {
    const mainName = this.#options.mainName();
    return [...this.#processes.values()]
      .filter(({ alive }) => alive)
      .sort((a, b) => Number(b.name === mainName) - Number(a.name === mainName));
  }

  /** Those that live, and those that ended and were not looked at. */
  get all(): readonly AppProcess[] {
    return [...this.#processes.values()];
  }

  get hasEnded(): boolean {
    return this.all.some(({ alive }) => !alive);
  }

  find(name: string): AppProcess | undefined {
    const found = this.#processes.get(name);
    return found?.alive ? found : undefined;
  }

  add(process: AppProcess): void {
    this.#processes.set(process.name, process);
    this.#running = process;
  }

  /** Process that ended and were not looked at yet; each is told once. */
  takeEnded(): readonly AppProcess[] {
    const ended = [...this.#processes.values()].filter(({ alive }) => !alive);
    for (const { name } of ended) this.#processes.delete(name);
    return ended;
  }

  /** Lets all live up to a moment of the device's clock, or one after the other until one asks for another. */
  runTo(deviceMs: number): void {
    const { living } = this;
    for (const process of living) {
      if (process.deviceMs >= deviceMs) continue;
      process.runTo(living.length > 1 ? Math.min(deviceMs, process.deviceMs + stepMs) : deviceMs);
    }
    this.#isAsked = false;
  }

  /** Where the slowest of them is; undefined where none lives. */
  get deviceMs(): number | undefined {
    const { living } = this;
    return living.length === 0 ? undefined : Math.min(...living.map(({ deviceMs }) => deviceMs));
  }

  /** What a process is given of the others. */
  readonly others: OtherProcesses;

  #table(): AppProcesses {
    const tell = (process: AppProcess) => ({ name: process.name, pid: process.system.pid, vm: process.vm });
    const ask = () => {
      this.#isAsked = true;
    };
    return {
      list: () => this.living.map(tell),
      find: (name) => {
        const found = this.find(name);
        return found && tell(found);
      },
      post: (name, reason, steps) => {
        const process = this.find(name) ?? this.#startBeside(name, reason);
        process.post(reason, () => steps(process.vm));
        ask();
      },
      spawn: (name, thread, steps) => {
        const process = this.find(name);
        ask();
        return process?.vm.spawn(thread, steps(process.vm));
      },
      wake: (vm, thread) => {
        vm.unpark(thread);
        ask();
      },
      binders: this.#options.binders,
    };
  }

  /** Starts a process while another one runs, which goes on after. */
  #startBeside(name: string, reason: string): AppProcess {
    const before = this.#running;
    const started = this.#options.start(name, reason);
    before?.takeOver();
    return started;
  }
}
