import type { z } from 'zod';
import { chinaUtcOffsetMinutes } from '../cases/china-calendar.ts';
import { dayAt, type Day } from '../cases/working-days.ts';
import type { Account, Case } from '../store/index.ts';
import type { caseFile } from './case-schemas.ts';
import { toCaseFileBody } from './present-case.ts';
import type { Services } from './services.ts';

/** The day it is where the authority sits. */
export function todayOf({ nowMs }: Services): Day {
  return dayAt(nowMs(), chinaUtcOffsetMinutes);
}

/** A case with its findings and its history, as the reader may see it. */
export async function readCaseFile(
  services: Services,
  reader: Account,
  one: Case,
): Promise<z.input<typeof caseFile>> {
  const { store } = services;
  const [findings, steps, documents, addressee] = await Promise.all([
    store.cases.listFindings(one.id),
    store.cases.listSteps(one.id),
    store.cases.listDocuments(one.id),
    one.addressedTo === undefined ? undefined : store.accounts.find(one.addressedTo),
  ]);
  return toCaseFileBody(one, findings, steps, documents, reader, addressee, todayOf(services));
}
