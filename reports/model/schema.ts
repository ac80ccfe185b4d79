import { REPORT_SCHEMA_VERSION } from './report.ts';
import { SCHEMA_DEFS } from './schema-defs.ts';
import { list, object, oneOf, record, ref, text } from './schema-parts.ts';
import type { SchemaNode } from './schema-parts.ts';

function listOf(name: string, description: string): SchemaNode {
  return list(description, { $ref: `#/$defs/${name}` });
}

/**
 * JSON Schema 2020-12 of report.json. `report.schema.json` beside this file is its text, kept equal by a test
 * (`npm run test:rebaseline` writes it anew).
 */
export const REPORT_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:appgov:report:${REPORT_SCHEMA_VERSION}`,
  title: 'appgov report',
  ...object('The result of a scan. Every rendering is made from this alone.', {
    schemaVersion: {
      description: 'Raised when a reader of the previous version would misread the report.',
      const: REPORT_SCHEMA_VERSION,
    },
    engine: object('What made the report.', {
      version: text('Version of the program.'),
      rulesVersion: text('Version of the rules.'),
      packId: text('Names of the rule packs, joined by commas.'),
      'packs?': list(
        'The packs that judged.',
        object('One pack of rules.', {
          id: text('Its name.'),
          version: text('Its version; after a plus sign, what a mounted folder laid over it.'),
          jurisdiction: text('Whose law or rules it holds.'),
          title: ref('Text', 'Its title.'),
          coverage: ref('Coverage', 'How many of its duties were judged.'),
          score: ref('Score', 'The mark by this pack alone.'),
        }),
      ),
    }),
    createdAt: text('When the report was made, ISO 8601 UTC.', { format: 'date-time' }),
    profile: oneOf('Whether the app was only read (static) or also run (full).', ['static', 'full']),
    app: ref('App', 'The sample.'),
    evidenceSeal: text('Seal of the evidence this was made from: SHA-256, lower-case hex.'),
    score: ref('Score', 'The mark; to be read with the coverage.'),
    coverage: ref('Coverage', 'How much was judged.'),
    verdicts: listOf('Verdict', 'What is said of each duty.'),
    duties: listOf('Duty', 'Every duty that a verdict names.'),
    sdks: listOf('Sdk', 'Third-party SDKs.'),
    permissions: listOf('Permission', 'Permissions requested.'),
    'components?': listOf('Component', 'Components of the manifest; absent where it was not read.'),
    'permissionUse?': ref('PermissionUse', 'What permissions are used for; absent where not collected.'),
    'dataFlows?': listOf(
      'DataFlow',
      'Ways of personal information out of the app; absent where not collected.',
    ),
    'policies?': listOf('Policy', 'Privacy policies that were read; absent where there is none.'),
    'policyMatches?': listOf('PolicyMatch', 'What they say beside what the app was seen to do.'),
    endpoints: listOf('Endpoint', 'Network addresses found.'),
    nativeLibraries: listOf('NativeLibrary', 'Native libraries.'),
    packers: listOf('Marker', 'Packers that hide code.'),
    hybridFrameworks: listOf('Marker', 'Frameworks whose app logic is not in dex.'),
    piCalls: listOf('PiCall', 'Call sites by kind of personal information and caller.'),
    piNames: record('Names of the taxonomy keys used in this report.', ref('Text', 'The name.')),
    'device?': ref('Device', 'The device that ran the app; absent where none did.'),
    scenarios: listOf('Scenario', 'Procedures that were run.'),
    piReads: listOf('PiRead', 'Reads of personal information while running.'),
    permissionRequests: listOf('PermissionRequest', 'Permission requests while running.'),
    networkRequests: listOf('NetworkRequest', 'Network requests while running.'),
    starts: listOf('Start', 'Components started while running.'),
    consentDialogs: listOf('ConsentDialog', 'Consent dialogs.'),
    popups: listOf('Popup', 'Pop-up windows.'),
    'settings?': listOf('Setting', 'What the settings offer.'),
    attachments: listOf('Attachment', 'Files kept as evidence.'),
    slots: listOf('SlotState', 'How each kind of evidence ended.'),
    gaps: listOf('Gap', 'What could not be seen.'),
  }),
  $defs: SCHEMA_DEFS,
};
