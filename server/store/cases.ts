import type { Knex } from 'knex';
import type { ReTestInput, RemovalInput } from '../../reports/index.ts';
import type { CaseMove, CaseState } from '../cases/case-states.ts';
import type { Day } from '../cases/working-days.ts';
import type { Db } from './db.ts';

export const FINDING_STATUSES = ['open', 'answered', 'gone', 'still', 'unseen', 'added'] as const;
/**
 * `open` when named, `answered` when the developer claims to have mended it; then what the re-test said. `added`: the
 * re-test found it, and no notice names it yet.
 */
export type CaseFindingStatus = (typeof FINDING_STATUSES)[number];

type Words = { readonly zh: string; readonly en: string };

export type CaseFinding = {
  readonly dutyId: string;
  readonly ruleId: string;
  readonly severity: number;
  readonly title: Words;
  readonly message: Words;
  readonly status: CaseFindingStatus;
  /** The developer's own words. */
  readonly answer?: string;
};

export type CaseStep = {
  readonly move: CaseMove | 'open';
  /** Absent for the opening. */
  readonly from?: CaseState;
  readonly to: CaseState;
  readonly accountId: string;
  readonly accountName: string;
  readonly reason: string;
  readonly atMs: number;
};

/** A notice as it was sent: on which scan, to whom, naming what. */
export type SentNotice = {
  readonly submissionId: string;
  readonly addressee: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly findings: readonly { readonly dutyId: string; readonly ruleId: string }[];
};

export type Case = {
  readonly id: string;
  readonly packageName: string;
  readonly label: string;
  readonly versionName: string;
  readonly submissionId: string;
  readonly reTestSubmissionId?: string;
  readonly state: CaseState;
  /** Rises by one with each move. */
  readonly version: number;
  /** Account that answers for the app. */
  readonly addressedTo?: string;
  readonly notice?: SentNotice;
  readonly dueOn?: Day;
  readonly lookBackOn?: Day;
  readonly earlierOffences: number;
  readonly openedAtMs: number;
  readonly movedAtMs: number;
  /** Whose inspectors see it; absent for a case of those who belong to none. */
  readonly organisationId?: string;
  /** Who runs the app, where that was said or found. */
  readonly company?: string;
  /** The store or place that the package came from. */
  readonly source?: string;
  /** The scan of the build that the developer says is rectified. */
  readonly claimedSubmissionId?: string;
};

/** A document as a move of the case made it, in both languages. */
export type CaseDocument =
  | { readonly id: string; readonly kind: 're-test'; readonly madeAtMs: number; readonly input: ReTestInput }
  | {
      readonly id: string;
      readonly kind: 'removal-request';
      readonly madeAtMs: number;
      readonly input: RemovalInput;
    };

/** Which cases an account sees: those of an organisation (null for none), or those addressed to it. */
export type CaseScope = { readonly organisationId?: string | null; readonly addressedTo?: string };

export type CaseQuery = CaseScope & {
  readonly state?: CaseState;
  readonly packageName?: string;
  /** Only those whose look-back is on or before this day. */
  readonly lookBackBy?: Day;
  /** Only those whose deadline is on or before this day. */
  readonly dueBy?: Day;
  /** Only those whose deadline is on or after this day. */
  readonly dueFrom?: Day;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
};

type CaseRow = {
  id: string;
  package_name: string;
  label: string;
  version_name: string;
  submission_id: string;
  re_test_submission_id: string | null;
  state: CaseState;
  version: number;
  addressed_to: string | null;
  notice: string | null;
  due_on: string | null;
  look_back_on: string | null;
  earlier_offences: number;
  opened_at_ms: number;
  moved_at_ms: number;
  organisation_id: string | null;
  company: string | null;
  source: string | null;
  claimed_submission_id: string | null;
};

type FindingRow = {
  case_id: string;
  duty_id: string;
  rule_id: string;
  severity: number;
  title_zh: string;
  title_en: string;
  message_zh: string;
  message_en: string;
  status: CaseFindingStatus;
  answer: string | null;
};

type StepRow = {
  case_id: string;
  move: CaseStep['move'];
  from_state: CaseState | null;
  to_state: CaseState;
  account_id: string;
  account_name: string;
  reason: string;
  at_ms: number;
};

const ROWS_AT_ONCE = 50;

/** What an authority does about apps. */
export class Cases {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async open(opened: Case, findings: readonly CaseFinding[], step: CaseStep): Promise<void> {
    await this.#db.write.transaction(async (trx) => {
      await trx('cases').insert(toCaseRow(opened));
      await putFindings(trx, opened.id, findings);
      await trx('case_moves').insert(toStepRow(opened.id, step));
    });
  }

  /** False where somebody else has moved the case since `expectedVersion` was read; then nothing is changed. */
  async move(
    moved: Case,
    expectedVersion: number,
    findings: readonly CaseFinding[],
    step: CaseStep,
    documents: readonly CaseDocument[] = [],
  ): Promise<boolean> {
    return this.#db.write.transaction(async (trx) => {
      const { id, ...changes } = toCaseRow(moved);
      const changed = await trx('cases').where({ id, version: expectedVersion }).update(changes);
      if (changed === 0) return false;
      await trx('case_findings').where({ case_id: id }).del();
      await putFindings(trx, id, findings);
      await trx('case_moves').insert(toStepRow(id, step));
      for (const { id: documentId, kind, madeAtMs, input } of documents)
        await trx('case_documents').insert({
          id: documentId,
          case_id: id,
          kind,
          input: JSON.stringify(input),
          made_at_ms: madeAtMs,
        });
      return true;
    });
  }

  async find(id: string): Promise<Case | undefined> {
    const row = await this.#db.read<CaseRow>('cases').where({ id }).first();
    return row && toCase(row);
  }

  async listFindings(caseId: string): Promise<readonly CaseFinding[]> {
    const rows = await this.#db
      .read<FindingRow>('case_findings')
      .where({ case_id: caseId })
      .orderBy([{ column: 'severity', order: 'desc' }, { column: 'duty_id' }, { column: 'rule_id' }]);
    return rows.map(toFinding);
  }

  async listSteps(caseId: string): Promise<readonly CaseStep[]> {
    const rows = await this.#db.read<StepRow>('case_moves').where({ case_id: caseId }).orderBy('number');
    return rows.map(toStep);
  }

  async listDocuments(caseId: string): Promise<readonly CaseDocument[]> {
    const rows: { id: string; kind: CaseDocument['kind']; input: string; made_at_ms: number }[] =
      await this.#db.read('case_documents').where({ case_id: caseId }).orderBy(['made_at_ms', 'id']);
    return rows.map(
      ({ id, kind, input, made_at_ms: madeAtMs }) =>
        ({ id, kind, madeAtMs: Number(madeAtMs), input: JSON.parse(input) as unknown }) as CaseDocument,
    );
  }

  /** Cases in these states whose day has come: `column` on or before `day`. For reminders; every organisation's. */
  async listDue(
    states: readonly CaseState[],
    column: 'due_on' | 'look_back_on',
    day: Day,
  ): Promise<readonly Case[]> {
    const rows = await this.#db
      .read<CaseRow>('cases')
      .whereIn('state', states)
      .where(column, '<=', day)
      .orderBy([column, 'id']);
    return rows.map(toCase);
  }

  async countByState(scope: CaseScope): Promise<Readonly<Partial<Record<CaseState, number>>>> {
    const rows: { state: CaseState; count: number }[] = await this.#db
      .read('cases')
      .modify(within, scope)
      .select('state')
      .count({ count: '*' })
      .groupBy('state');
    return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
  }

  /** Names of company and store of the app that a submission is of, as far as they are on record. */
  async findOrigin(submissionId: string): Promise<{ readonly company?: string; readonly source?: string }> {
    const row: { company: string | null; source: string | null } | undefined = await this.#db
      .read('submissions')
      .leftJoin('apps', 'apps.id', 'submissions.app_id')
      // What a certificate says of its owner is anybody's word: it names no company in public.
      .leftJoin('companies', (join) =>
        join.on('companies.id', 'apps.company_id').andOnVal('companies.name_source', '!=', 'certificate'),
      )
      .leftJoin('stores', 'stores.id', 'submissions.store_id')
      .where('submissions.id', submissionId)
      .first('companies.name as company', 'stores.name as source');
    return { ...(row?.company && { company: row.company }), ...(row?.source && { source: row.source }) };
  }

  /** Accounts of the authority that have moved the case, for what they should hear of it. */
  async listMovers(caseId: string): Promise<readonly string[]> {
    const rows: { account_id: string }[] = await this.#db
      .read('case_moves')
      .join('accounts', 'accounts.id', 'case_moves.account_id')
      .where({ case_id: caseId, disabled: false })
      .whereIn('role', ['admin', 'inspector'])
      .distinct('account_id');
    return rows.map((row) => row.account_id);
  }

  /** The nearest deadline first, then what moved last. */
  async findPage(query: CaseQuery): Promise<{ readonly items: readonly Case[]; readonly total: number }> {
    const matching = this.#db.read<CaseRow>('cases').modify(filter, query);
    const [rows, count] = await Promise.all([
      matching
        .clone()
        .orderByRaw('due_on IS NULL, due_on, moved_at_ms DESC, id')
        .limit(query.pageSize)
        .offset((query.page - 1) * query.pageSize),
      matching.clone().count({ count: '*' }).first<{ count: number }>(),
    ]);
    return { items: (rows as CaseRow[]).map(toCase), total: Number(count.count) };
  }

  /** Cases of an app that came to a notice. */
  async countOffences(packageName: string): Promise<number> {
    const row = await this.#db
      .read('case_moves')
      .join('cases', 'cases.id', 'case_moves.case_id')
      .where({ 'cases.package_name': packageName, 'case_moves.move': 'notify' })
      .countDistinct({ count: 'cases.id' })
      .first();
    return Number(row?.count ?? 0);
  }
}

function filter(rows: Knex.QueryBuilder, query: CaseQuery): void {
  const { state, packageName, dueBy, dueFrom, lookBackBy } = query;
  void rows.modify(within, query);
  if (state !== undefined) void rows.where({ state });
  if (packageName !== undefined) void rows.where({ package_name: packageName });
  if (dueFrom !== undefined) void rows.where('due_on', '>=', dueFrom);
  if (lookBackBy !== undefined) void rows.where('look_back_on', '<=', lookBackBy);
  if (dueBy !== undefined) void rows.where('due_on', '<=', dueBy);
}

function within(rows: Knex.QueryBuilder, { organisationId, addressedTo }: CaseScope): void {
  if (organisationId !== undefined) void rows.where({ organisation_id: organisationId });
  if (addressedTo !== undefined) void rows.where({ addressed_to: addressedTo });
}

async function putFindings(
  trx: Knex.Transaction,
  caseId: string,
  findings: readonly CaseFinding[],
): Promise<void> {
  const rows = findings.map((finding) => toFindingRow(caseId, finding));
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    await trx('case_findings').insert(rows.slice(start, start + ROWS_AT_ONCE));
}

function toCase(row: CaseRow): Case {
  return {
    id: row.id,
    packageName: row.package_name,
    label: row.label,
    versionName: row.version_name,
    submissionId: row.submission_id,
    ...(row.re_test_submission_id !== null && { reTestSubmissionId: row.re_test_submission_id }),
    state: row.state,
    version: row.version,
    ...(row.addressed_to !== null && { addressedTo: row.addressed_to }),
    ...(row.notice !== null && { notice: JSON.parse(row.notice) as SentNotice }),
    ...(row.due_on !== null && { dueOn: row.due_on }),
    ...(row.look_back_on !== null && { lookBackOn: row.look_back_on }),
    earlierOffences: row.earlier_offences,
    openedAtMs: Number(row.opened_at_ms),
    movedAtMs: Number(row.moved_at_ms),
    ...(row.organisation_id !== null && { organisationId: row.organisation_id }),
    ...(row.company !== null && { company: row.company }),
    ...(row.source !== null && { source: row.source }),
    ...(row.claimed_submission_id !== null && { claimedSubmissionId: row.claimed_submission_id }),
  };
}

function toCaseRow(one: Case): CaseRow {
  return {
    id: one.id,
    package_name: one.packageName,
    label: one.label,
    version_name: one.versionName,
    submission_id: one.submissionId,
    re_test_submission_id: one.reTestSubmissionId ?? null,
    state: one.state,
    version: one.version,
    addressed_to: one.addressedTo ?? null,
    notice: one.notice === undefined ? null : JSON.stringify(one.notice),
    due_on: one.dueOn ?? null,
    look_back_on: one.lookBackOn ?? null,
    earlier_offences: one.earlierOffences,
    opened_at_ms: one.openedAtMs,
    moved_at_ms: one.movedAtMs,
    organisation_id: one.organisationId ?? null,
    company: one.company ?? null,
    source: one.source ?? null,
    claimed_submission_id: one.claimedSubmissionId ?? null,
  };
}

function toFinding(row: FindingRow): CaseFinding {
  return {
    dutyId: row.duty_id,
    ruleId: row.rule_id,
    severity: row.severity,
    title: { zh: row.title_zh, en: row.title_en },
    message: { zh: row.message_zh, en: row.message_en },
    status: row.status,
    ...(row.answer !== null && { answer: row.answer }),
  };
}

function toFindingRow(caseId: string, finding: CaseFinding): FindingRow {
  return {
    case_id: caseId,
    duty_id: finding.dutyId,
    rule_id: finding.ruleId,
    severity: finding.severity,
    title_zh: finding.title.zh,
    title_en: finding.title.en,
    message_zh: finding.message.zh,
    message_en: finding.message.en,
    status: finding.status,
    answer: finding.answer ?? null,
  };
}

function toStep(row: StepRow): CaseStep {
  return {
    move: row.move,
    ...(row.from_state !== null && { from: row.from_state }),
    to: row.to_state,
    accountId: row.account_id,
    accountName: row.account_name,
    reason: row.reason,
    atMs: Number(row.at_ms),
  };
}

function toStepRow(caseId: string, step: CaseStep): StepRow {
  return {
    case_id: caseId,
    move: step.move,
    from_state: step.from ?? null,
    to_state: step.to,
    account_id: step.accountId,
    account_name: step.accountName,
    reason: step.reason,
    at_ms: step.atMs,
  };
}
