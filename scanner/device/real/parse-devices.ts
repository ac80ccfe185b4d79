/** One line of `adb devices -l`. */
export type AttachedDevice = {
  readonly serial: string;
  /** `device` when it can be used, else `offline`, `unauthorized`, `recovery`, ... */
  readonly state: string;
  readonly model: string;
};

/** Reads what `adb devices -l` prints; lines of another form, such as those of the server starting, are left out. */
export function parseDevices(printed: string): readonly AttachedDevice[] {
  return printed.split('\n').flatMap((line) => {
    const [, serial, state, rest = ''] = /^(\S+)\s+(no permissions|[a-z]+)\b(.*)$/.exec(line.trim()) ?? [];
    if (serial === undefined || state === undefined || serial === 'List' || serial === '*') return [];
    return [{ serial, state, model: /\bmodel:(\S+)/.exec(rest)?.[1] ?? '' }];
  });
}
