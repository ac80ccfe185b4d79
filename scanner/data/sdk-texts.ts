import { readTable } from './tsv.ts';

/** A string constant that one SDK's code has and renaming leaves: a preference file, a log tag, a header. */
export type SdkText = {
  /** As in sdks.tsv. */
  readonly id: string;
  readonly text: string;
  /** `jar` where it was seen in the SDK's own files. */
  readonly source: 'jar' | 'recall';
};

/** Reads sdk-texts.tsv. */
export function readSdkTexts(text: string): readonly SdkText[] {
  return readTable(text, 'sdk-texts.tsv', ['id', 'text', 'source']).map((cells) => ({
    id: cells[0] ?? '',
    text: cells[1] ?? '',
    source: cells[2] === 'jar' ? 'jar' : 'recall',
  }));
}
