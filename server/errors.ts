/** What a message says in the two languages of the product. */
export type ErrorText = { readonly zh: string; readonly en: string };

type ErrorEntry = { readonly status: number; readonly text: ErrorText };

/** Every way a request can fail: its HTTP status and what the person reads. The table is the catalogue. */
export const SERVER_ERRORS = {
  BAD_CONFIG: entry(500, '服务器配置有误。', 'The configuration of the server is wrong.'),
  INVALID_INPUT: entry(400, '请求内容不符合要求。', 'The request is not as it should be.'),
  EMPTY_FILE: entry(400, '上传的文件是空的。', 'The uploaded file is empty.'),
  MISSING_PACKAGE: entry(400, '缺少安装包文件（字段 package）。', 'The file (field `package`) is missing.'),
  UPLOAD_CUT_OFF: entry(400, '上传中断，文件不完整。', 'The upload broke off before its end.'),
  UNAUTHENTICATED: entry(401, '请先登录或提供有效令牌。', 'Sign in or send a valid token.'),
  BAD_CREDENTIALS: entry(401, '用户名或密码不正确。', 'The name or the password is wrong.'),
  PROVIDER_REFUSED: entry(
    401,
    '统一身份认证未通过，请重新登录。',
    'The sign-in by the provider did not succeed. Begin again.',
  ),
  PROVIDER_FAILED: entry(
    502,
    '统一身份认证服务暂时无法使用。',
    'The provider of sign-ins cannot be reached.',
  ),
  BAD_CSRF_TOKEN: entry(
    403,
    '页面已过期，请刷新后重试。',
    'The page is out of date. Reload it and try again.',
  ),
  FORBIDDEN: entry(403, '您的角色无权执行此操作。', 'Your role does not allow this.'),
  NOT_FOUND: entry(404, '未找到所请求的内容。', 'There is nothing here by that name.'),
  NAME_TAKEN: entry(409, '该名称已被使用。', 'That name is taken.'),
  LAST_ADMIN: entry(409, '至少要保留一名可用的管理员。', 'At least one active administrator must remain.'),
  NOT_FINISHED: entry(409, '扫描尚未完成，暂无报告。', 'The scan is not done, so there is no report yet.'),
  NOT_RETRYABLE: entry(
    409,
    '只有失败或已取消的扫描可以重试。',
    'Only a failed or cancelled scan can be retried.',
  ),
  NOT_CANCELLABLE: entry(409, '扫描已经结束，无法取消。', 'The scan has ended and cannot be cancelled.'),
  FACTS_CHANGED: entry(
    409,
    '证据已有变化，请重新查看后再作决定。',
    'The facts have changed. Look at them again and decide anew.',
  ),
  ILLEGAL_MOVE: entry(
    409,
    '案件当前状态不允许此操作。',
    'The case cannot make this move from where it stands.',
  ),
  CASE_MOVED: entry(
    409,
    '案件已被他人处理，请刷新后再试。',
    'Somebody else has moved the case. Look at it again.',
  ),
  NOT_DEAD: entry(409, '只有失败的任务可以重新排队。', 'Only a dead job can be queued again.'),
  UPLOAD_TOO_LARGE: entry(413, '文件超过允许的大小。', 'The file is larger than allowed.'),
  UNSUPPORTED_MEDIA_TYPE: entry(415, '不支持的内容类型。', 'That content type is not accepted here.'),
  TOO_MANY_ATTEMPTS: entry(
    429,
    '登录失败次数过多，请稍后再试。',
    'Too many failed sign-ins. Wait and try again.',
  ),
  ADDRESS_REFUSED: entry(
    400,
    '该网址不允许抓取：仅支持公网的 http 和 https 地址。',
    'That address is not fetched: only http and https on public networks are.',
  ),
  ADDRESS_TOO_LARGE: entry(400, '该网址的内容过大。', 'What that address gives is too large.'),
  ADDRESS_FAILED: entry(502, '无法取得该网址的内容。', 'That address gave no content.'),
  ADDRESS_TIMED_OUT: entry(504, '该网址响应超时。', 'That address took too long to answer.'),
  BAD_TEMPLATE: entry(422, '文书模板有误。', 'The template of this document is wrong.'),
  DOWNLOAD_DIFFERS: entry(
    502,
    '下载的文件与页面所示的哈希或大小不符。',
    'The downloaded file does not have the hash or size that was promised.',
  ),
  FEED_INVALID: entry(
    502,
    '数据源的内容不符合格式。',
    'What the source gives is not in the form it should have.',
  ),
  FEED_UNTRUSTED: entry(
    502,
    '数据源的签名无效或不是登记的密钥。',
    'The signature of the source does not verify, or is by another key.',
  ),
  FEED_ROLLED_BACK: entry(
    502,
    '数据源给出的内容比上次更旧，或条目大量减少，已拒绝。',
    'The source gives something older than before, or far fewer listings; it was not taken over.',
  ),
  BATCH_ENDED: entry(409, '批次已取消，不能再更改。', 'The batch was cancelled and cannot be changed.'),
  INTERNAL: entry(500, '服务器内部错误。', 'Something went wrong inside the server.'),
  RENDER_FAILED: entry(500, '无法生成该格式的报告。', 'The report could not be rendered in this format.'),
  BLOB_MISSING: entry(500, '存储的文件丢失。', 'A stored file is missing.'),
  DATABASE_BUSY: entry(503, '数据库忙，请稍后重试。', 'The database is busy. Try again shortly.'),
  OVERLOADED: entry(503, '服务器繁忙，请稍后重试。', 'The server is busy. Try again shortly.'),
  STOPPING: entry(503, '服务器正在停止。', 'The server is stopping.'),
  STORAGE_FULL: entry(
    507,
    '存储空间不足，文件未保存。',
    'The storage is full. Nothing was kept of the file.',
  ),
} as const satisfies Readonly<Record<string, ErrorEntry>>;

export type ServerErrorCode = keyof typeof SERVER_ERRORS;

/** The server's one error class. `detail` is English for the log and, where it names the caller's own mistake, the answer. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: ServerErrorCode;
  /** Seconds after which a repeat makes sense, for 429 and 503. */
  readonly retryAfterSeconds?: number;

  constructor(
    code: ServerErrorCode,
    detail: string = SERVER_ERRORS[code].text.en,
    options: { cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    if (options.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return SERVER_ERRORS[this.code].status;
  }
}

/**
 * The coded error that an unknown throwable means. Database and disk conditions that a caller can wait out get a
 * code of their own; everything else is INTERNAL with its cause kept for the log.
 */
export function toServerError(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  const code = codeOf(error);
  if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED' || nameOf(error) === 'KnexTimeoutError')
    return new ServerError('DATABASE_BUSY', undefined, { cause: error, retryAfterSeconds: 2 });
  if (code === 'SQLITE_FULL' || isDiskFull(error))
    return new ServerError('STORAGE_FULL', undefined, { cause: error });
  return new ServerError('INTERNAL', undefined, { cause: error });
}

/** Whether the system said that no more bytes fit (disk or quota of the user). */
export function isDiskFull(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function nameOf(error: unknown): unknown {
  return error instanceof Error ? error.name : undefined;
}

function entry(status: number, zh: string, en: string): ErrorEntry {
  return { status, text: { zh, en } };
}
