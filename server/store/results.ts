import type { Db } from './db.ts';

export type StoredAttachment = {
  readonly id: string;
  /** Name inside the evidence. */
  readonly file: string;
  readonly kind: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};

export type RenderingKey = {
  readonly reportSha256: string;
  readonly format: string;
  readonly lang: string;
  readonly engineVersion: string;
};

type AttachmentRow = {
  evidence_sha256: string;
  attachment_id: string;
  file: string;
  kind: string;
  sha256: string;
  size_bytes: number;
};

/** Which blobs belong to a scan's result, beyond report and evidence: attachments, and renderings made on demand. */
export class Results {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async addAttachments(evidenceSha256: string, attachments: readonly StoredAttachment[]): Promise<void> {
    const rows = attachments.map((attachment) => ({
      evidence_sha256: evidenceSha256,
      attachment_id: attachment.id,
      file: attachment.file,
      kind: attachment.kind,
      sha256: attachment.sha256,
      size_bytes: attachment.sizeBytes,
    }));
    for (let start = 0; start < rows.length; start += 100)
      await this.#db
        .write('attachments')
        .insert(rows.slice(start, start + 100))
        .onConflict(['evidence_sha256', 'attachment_id'])
        .ignore();
  }

  async listAttachments(evidenceSha256: string): Promise<readonly StoredAttachment[]> {
    const rows = await this.#db
      .read<AttachmentRow>('attachments')
      .where({ evidence_sha256: evidenceSha256 })
      .orderBy('attachment_id');
    return rows.map(toAttachment);
  }

  async findAttachment(evidenceSha256: string, id: string): Promise<StoredAttachment | undefined> {
    const row = await this.#db
      .read<AttachmentRow>('attachments')
      .where({ evidence_sha256: evidenceSha256, attachment_id: id })
      .first();
    return row === undefined ? undefined : toAttachment(row);
  }

  /** Hash of a rendering made before by the same engine. */
  async findRendering(key: RenderingKey): Promise<string | undefined> {
    const row: { sha256: string } | undefined = await this.#db
      .read('renderings')
      .where(toColumns(key))
      .first('sha256');
    return row?.sha256;
  }

  async addRendering(key: RenderingKey, sha256: string, nowMs: number): Promise<void> {
    await this.#db
      .write('renderings')
      .insert({ ...toColumns(key), sha256, created_at_ms: nowMs })
      .onConflict(['report_sha256', 'format', 'lang', 'engine_version'])
      .merge(['sha256', 'created_at_ms']);
  }
}

function toColumns(key: RenderingKey): Record<string, string> {
  return {
    report_sha256: key.reportSha256,
    format: key.format,
    lang: key.lang,
    engine_version: key.engineVersion,
  };
}

function toAttachment(row: AttachmentRow): StoredAttachment {
  return {
    id: row.attachment_id,
    file: row.file,
    kind: row.kind,
    sha256: row.sha256,
    sizeBytes: Number(row.size_bytes),
  };
}
