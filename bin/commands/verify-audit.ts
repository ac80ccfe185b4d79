import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLog, checkAudit, openSqlite } from '../../server/store/index.ts';
import type { Command } from '../command.ts';
import { UsageError, exitCodes, parseOptions } from '../usage.ts';

const BUSY_MS = 5000;

/**
 * `appgov verify-audit [--data DIR] [--head HASH]`: is the log of who did what still the chain that was written? The
 * end of a chain cannot prove itself: a hash that was kept elsewhere shows that nothing up to it was cut off.
 */
export const verifyAudit: Command = async (args) => {
  const { positionals, values } = parseOptions(args, { data: { type: 'string' }, head: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError('takes options only: --data DIR, --head HASH.');
  const folder = values.data ?? process.env['APPGOV_DATA'] ?? './data';
  const file = join(folder, 'appgov.db');
  if (!existsSync(file)) throw new UsageError(`there is no ${file}; name the data folder with --data.`);
  const db = openSqlite(file, BUSY_MS);
  try {
    const check = await checkAudit(new AuditLog(db).readAll(), values.head);
    if (check.problem !== undefined) console.log(`broken: ${check.problem.message}`);
    else if (check.metHash === false) console.log(`broken: the hash ${values.head} is not in the chain`);
    else console.log(`ok: ${check.entries} entries, head ${check.head}`);
    return check.problem === undefined && check.metHash !== false ? exitCodes.done : exitCodes.findings;
  } finally {
    await db.read.destroy();
    await db.write.destroy();
  }
};
