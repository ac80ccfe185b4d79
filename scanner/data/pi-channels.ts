import { ScanError } from '../errors.ts';
import type { ApiCallFacts } from '../evidence/index.ts';
import { readTable } from './tsv.ts';

export type ChannelKind = ApiCallFacts['channel'];

/** A condition on one argument of a call (receiver not counted); unknown values satisfy only `not`. */
export type ArgumentTest =
  | { readonly kind: 'is'; readonly argument: number; readonly values: readonly string[] }
  | { readonly kind: 'not'; readonly argument: number; readonly values: readonly string[] }
  | { readonly kind: 'bits'; readonly argument: number; readonly mask: number };

/** A way in which code reaches personal information. */
export type PiChannel =
  | {
      readonly kind: 'api';
      readonly piType: string;
      /** Dotted name with `$` for nested classes. */
      readonly className: string;
      readonly method: string;
      /** JVM descriptor; absent means every overload. */
      readonly descriptor?: string;
      readonly when?: ArgumentTest;
      /** `call`: a call site counts; `override`: an app class that overrides the method counts. */
      readonly mode: 'call' | 'override';
    }
  | { readonly kind: 'field'; readonly piType: string; readonly className: string; readonly field: string }
  | {
      readonly kind: 'uri-class';
      readonly piType: string;
      /** Class whose `Uri` constants lead to the data; nested classes included. */
      readonly className: string;
    }
  | {
      /** A string constant that names the data. `prefix` for values that go on, e.g. a content URI. */
      readonly kind: 'text';
      readonly piType: string;
      readonly channel: Exclude<ChannelKind, 'api' | 'field'>;
      readonly value: string;
      readonly match: 'whole' | 'prefix' | 'words';
    };

const COLUMNS = ['pi_type', 'channel', 'class', 'name', 'descriptor', 'when', 'mode'];

/** The value of an argument test that stands for the app's own package name. */
export const OWN_PACKAGE = 'own-package';

/** Reads pi-channels.tsv. */
export function readPiChannels(text: string): readonly PiChannel[] {
  return readTable(text, 'pi-channels.tsv', COLUMNS).map(toChannel);
}

function toChannel(row: readonly string[]): PiChannel {
  const [piType = '', channel = '', className = '', name = '', descriptor = '', when = '', mode = ''] = row;
  switch (channel) {
    case 'api':
      return {
        kind: 'api',
        piType,
        className,
        method: name,
        ...(descriptor === '' ? {} : { descriptor }),
        ...(when === '' ? {} : { when: readArgumentTest(when) }),
        mode: mode === 'override' ? 'override' : 'call',
      };
    case 'field':
      return { kind: 'field', piType, className, field: name };
    case 'content-uri':
      if (className !== '') return { kind: 'uri-class', piType, className: className.replace(/\*$/, '') };
      return { kind: 'text', piType, channel, value: name, match: 'prefix' };
    case 'property':
    case 'intent-action':
      return { kind: 'text', piType, channel, value: name, match: 'whole' };
    case 'path':
      return {
        kind: 'text',
        piType,
        channel,
        value: name.replace(/\*$/, ''),
        match: name.endsWith('*') ? 'prefix' : 'whole',
      };
    case 'command':
      return { kind: 'text', piType, channel, value: name, match: 'words' };
    default:
      throw new ScanError('INTERNAL', `Unknown channel ${channel}.`, { file: 'pi-channels.tsv' });
  }
}

/** `1=android_id`, `0!=network|passive` or `1&32`. */
export function readArgumentTest(text: string): ArgumentTest {
  const parts = /^(\d+)(!=|=|&)(.+)$/.exec(text);
  if (!parts) throw new ScanError('INTERNAL', `Bad argument test ${text}.`, { file: 'pi-channels.tsv' });
  const [, argument = '', operator = '', values = ''] = parts;
  if (operator === '&') return { kind: 'bits', argument: Number(argument), mask: Number(values) };
  return { kind: operator === '=' ? 'is' : 'not', argument: Number(argument), values: values.split('|') };
}
