import type { PiChannel } from '../data/index.ts';
import { toDescriptor } from '../dex/index.ts';

type ApiChannel = Extract<PiChannel, { kind: 'api' }>;
type FieldChannel = Extract<PiChannel, { kind: 'field' }>;
export type TextChannel = Extract<PiChannel, { kind: 'text' }>;

const NO_CHANNELS: readonly TextChannel[] = [];

/** Names that other classes use for other things, so that a look-up by this name says nothing. */
const COMMON_NAMES: ReadonlySet<string> = new Set([
  'getAddress',
  'getContentUri',
  'getCookie',
  'getDefault',
  'getHostName',
  'getName',
  'getNumber',
  'getProvider',
  'getString',
  'getText',
  'getType',
  'getTypeName',
]);

/** The taxonomy's channels arranged for look-up by what an instruction names. */
export class ChannelIndex {
  /** Method channels by dotted class, then method name. */
  readonly apis = new Map<string, Map<string, ApiChannel[]>>();
  /** Descriptors of the classes in `apis`. */
  readonly apiOwners: ReadonlySet<string>;
  /** Methods that count when an app class overrides them. */
  readonly overrides = new Map<string, Map<string, ApiChannel[]>>();
  readonly fields = new Map<string, Map<string, FieldChannel[]>>();
  /** Method names that one kind of information alone uses and that are long enough to mean it, for reflection. */
  readonly tellingNames = new Map<string, ApiChannel>();
  /** Constants that argument tests ask for, e.g. `android_id`. */
  readonly testedTexts = new Set<string>();
  private readonly uriClasses: { readonly className: string; readonly piType: string }[] = [];
  private readonly whole = new Map<string, TextChannel[]>();
  private readonly prefixes: TextChannel[] = [];
  private readonly anyCommand: RegExp;
  private readonly commands: { readonly channel: TextChannel; readonly pattern: RegExp }[] = [];

  constructor(channels: readonly PiChannel[]) {
    const named = new Map<string, ApiChannel[]>();
    for (const channel of channels) {
      switch (channel.kind) {
        case 'api':
          put(
            channel.mode === 'override' ? this.overrides : this.apis,
            channel.className,
            channel.method,
            channel,
          );
          if (channel.when?.kind === 'is')
            channel.when.values.forEach((value) => this.testedTexts.add(value));
          if (!channel.when) named.set(channel.method, [...(named.get(channel.method) ?? []), channel]);
          break;
        case 'field':
          put(this.fields, channel.className, channel.field, channel);
          break;
        case 'uri-class':
          this.uriClasses.push(channel);
          break;
        case 'text':
          this.addText(channel);
      }
    }
    for (const [name, all] of named) {
      const [first] = all;
      const telling = name.startsWith('get') && name.length >= 7 && !COMMON_NAMES.has(name);
      if (first && telling && all.every((channel) => channel.piType === first.piType))
        this.tellingNames.set(name, first);
    }
    this.apiOwners = new Set([...this.apis.keys()].map(toDescriptor));
    this.anyCommand = new RegExp(this.commands.map((command) => command.pattern.source).join('|'));
  }

  /** The kind of information behind a platform class that holds content URIs; nested classes count with it. */
  findUriClass(className: string): string | undefined {
    return this.uriClasses.find(
      (row) => className === row.className || className.startsWith(`${row.className}$`),
    )?.piType;
  }

  /** Channels that a string constant opens by itself. Commands of one word need a shell call beside them. */
  findByText(text: string, isCommand: boolean): readonly TextChannel[] {
    const whole = this.whole.get(text) ?? NO_CHANNELS;
    const isPath = text.startsWith('/') || text.startsWith('content://');
    if (!isPath && !isCommand && !text.includes(' ')) return whole;
    const found = [...whole];
    if (isPath)
      for (const channel of this.prefixes) if (startsWithPart(text, channel.value)) found.push(channel);
    if (isCommand || text.includes(' ')) this.addCommands(text, isCommand, found);
    return found;
  }

  private addCommands(text: string, isCommand: boolean, found: TextChannel[]): void {
    if (!this.anyCommand.test(text)) return;
    for (const { channel, pattern } of this.commands)
      if ((isCommand || channel.value.includes(' ')) && pattern.test(text)) found.push(channel);
  }

  private addText(channel: TextChannel): void {
    if (channel.match === 'whole')
      this.whole.set(channel.value, [...(this.whole.get(channel.value) ?? []), channel]);
    else if (channel.match === 'prefix') this.prefixes.push(channel);
    else {
      const words = channel.value.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      const end = channel.value.includes('/') ? '' : '(?=$|[\\s;|&])';
      this.commands.push({ channel, pattern: new RegExp(`(?:^|[\\s;|&/])${words.join('\\s+')}${end}`) });
    }
  }
}

/** `content://sms` opens `content://sms/inbox` but not `content://smsx`. */
function startsWithPart(text: string, prefix: string): boolean {
  if (!text.startsWith(prefix)) return false;
  if (text.length === prefix.length || prefix.endsWith('/')) return true;
  return !/[\w-]/.test(text.charAt(prefix.length)) || text.charAt(prefix.length) === '/';
}

function put<T>(map: Map<string, Map<string, T[]>>, className: string, name: string, value: T): void {
  const members = map.get(className) ?? new Map<string, T[]>();
  map.set(className, members);
  members.set(name, [...(members.get(name) ?? []), value]);
}
