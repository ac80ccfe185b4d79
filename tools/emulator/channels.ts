// npm run emulator:channels [-- --check]
// Writes docs/channels.md: through which channels of personal information an app was seen to get the phone's seeded
// values, on both profiles. With --check it says whether the page still tells the truth.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { proveChannels, type ChannelProof } from './prove-channels.ts';

const page = new URL('../../docs/channels.md', import.meta.url);
const android14 = await proveChannels('android14');
const android9 = await proveChannels('android9');
const text = await format(render(android14, android9), {
  ...(await resolveConfig(page)),
  parser: 'markdown',
});
if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/channels.md is stale: npm run emulator:channels');
  process.exitCode = 1;
}

function render(newer: readonly ChannelProof[], older: readonly ChannelProof[]): string {
  const types = [...new Set(newer.map(({ piType }) => piType))];
  const count = (proofs: readonly ChannelProof[], outcomes: readonly string[], piType?: string) =>
    proofs.filter(
      (proof) => outcomes.includes(proof.outcome) && (piType === undefined || proof.piType === piType),
    ).length;
  const columns = [
    ['proven', 'recorded'],
    ['refused'],
    ['empty'],
    ['no-api'],
    ['unlabelled', 'unrecorded'],
    ['absent'],
  ];
  const row = (name: string, piType?: string) =>
    `| ${[name, ...[newer, older].flatMap((proofs) => columns.map((outcomes) => count(proofs, outcomes, piType)))].join(' | ')} |`;
  const rest = newer.flatMap((proof, index) => {
    const other = older[index]?.outcome ?? '';
    const isDone = (outcome: string) => outcome === 'proven' || outcome === 'recorded';
    return isDone(proof.outcome) && isDone(other)
      ? []
      : [`| ${proof.piType} | ${proof.kind} | \`${proof.what}\` | ${proof.outcome} | ${other} |`];
  });
  return [
    '# Channels of personal information, proved on the embedded emulator',
    '',
    'Made by `npm run emulator:channels`; a test runs the same. The app in `test/fixtures/device-apps/channels` reads through',
    "each channel of `scanner/data/pi-channels.tsv` and posts what it got to a server. Classes that ship inside apps' SDKs and",
    'methods that apps override are left out: their code reads through the channels below.',
    '',
    '- **proven**: the read was recorded, the value reached the server with its label on it, and where the phone has a seeded',
    '  value of that kind it was that one; or a call that gives nothing back was recorded.',
    '- **refused**: Android refuses it to apps of this version, or there is no such file; the attempt was recorded.',
    '- **empty**: recorded, and this phone has nothing there or shows it to no app.',
    '- **no API**: Android of this version has no such class or method; the table names it for other versions and forks.',
    '- **lost**: recorded without the label, or not recorded: a defect.',
    '- **absent**: no model has it. Called in code, and not by reflection as here, it is recorded and answers an unknown.',
    '',
    '| | android14 | | | | | | android9 | | | | | |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    `| kind | ${[1, 2].map(() => 'proven | refused | empty | no API | lost | absent').join(' | ')} |`,
    ...types.map((piType) => row(piType, piType)),
    row('**all**'),
    '',
    '## Those that are not proven on both',
    '',
    '| kind | channel | what | android14 | android9 |',
    '| --- | --- | --- | --- | --- |',
    ...rest,
    '',
  ].join('\n');
}
