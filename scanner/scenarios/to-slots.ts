import { findRecipient } from '../evidence/index.ts';
import type {
  AttachmentFacts,
  Attribution,
  NetworkRequestFacts,
  PermissionRequestFacts,
  PiReadFacts,
  Recipient,
  SlotValues,
  StackFrame,
  StartFacts,
} from '../evidence/index.ts';
import { needsPermission } from './permission-words.ts';
import type { ScenarioResult, StagedEvent } from './scenario.ts';

/** Who owns a class, by its dotted name. */
export type AttributeClass = (className: string) => Attribution;

type Eventful = 'piReads' | 'permissionRequests' | 'networkRequests' | 'starts';
export type ScenarioSlots = Pick<
  SlotValues,
  Eventful | 'scenarios' | 'consentDialogs' | 'popups' | 'settings' | 'attachments'
>;

/** The device's own classes, which make no call of their own accord. */
const platformPrefixes =
  /^(java|javax|android|dalvik|libcore|sun|com\.android|org\.(json|xml|w3c|apache\.http))\./;

/** Turns what the scenarios recorded into slots of evidence. Event numbers are unique over all scenarios. */
export function toScenarioSlots(
  results: readonly ScenarioResult[],
  ownPackage: string,
  attribute: AttributeClass,
  hash: (bytes: Uint8Array) => string,
): ScenarioSlots {
  const piReads: PiReadFacts[] = [];
  const permissionRequests: PermissionRequestFacts[] = [];
  const networkRequests: NetworkRequestFacts[] = [];
  const starts: StartFacts[] = [];
  let eventNumber = 0;

  for (const { run, events, permissionNotes } of results) {
    const asked = new Map<string, number>();
    for (const event of events) {
      eventNumber++;
      const stack = event.stack.map((frame): StackFrame => ({
        ...frame,
        attribution: attribute(frame.className),
      }));
      const common = { eventNumber, scenarioId: run.scenarioId, atMs: event.atMs, phase: event.phase };
      const caller = callerOf(stack);
      if (event.kind === 'pi-read') {
        piReads.push({
          ...common,
          state: event.state,
          thread: event.thread,
          process: event.process,
          piType: event.piType,
          api: event.api,
          arguments: event.arguments,
          ...(event.valueMasked !== undefined && { valueMasked: event.valueMasked }),
          ...(event.threw !== undefined && { threw: event.threw }),
          stack,
          caller,
        });
      } else if (event.kind === 'permission-request') {
        permissionRequests.push({
          ...common,
          permissions: event.permissions,
          screen: lastActivity(events, event),
          result: resultOf(events, event),
          nth: countRequests(asked, event.permissions),
          purposeShown: false,
          caller,
          ...(event.tapped && {
            tapped: event.tapped.label,
            fitsFeature: needsPermission(event.tapped.label, event.permissions),
          }),
          ...findAgain(events, event),
          ...permissionNotes.get(event.number),
        });
      } else if (event.kind === 'network-request') {
        networkRequests.push({
          ...common,
          state: event.state,
          method: event.method,
          url: event.url,
          host: hostOf(event.url),
          ...withRecipient(findRecipient(hostOf(event.url), ownPackage)),
          piTypes: event.labels.map((label) => ({
            piType: label.piType,
            transforms: label.transforms,
            where: 'request',
          })),
          caller,
        });
      } else if (event.kind === 'component-start') {
        starts.push({
          ...common,
          component: event.component,
          trigger: triggerOf(events, event),
          caller: event.callerPackage,
          toOtherPackage: false,
        });
      } else if (
        event.kind === 'external-intent' &&
        event.targetPackage !== '' &&
        event.targetPackage !== ownPackage
      ) {
        starts.push({
          ...common,
          component: event.targetPackage,
          trigger: event.tapped && opensForPerson.test(event.action) ? 'user' : event.action,
          caller: ownPackage,
          toOtherPackage: true,
          ...carriedBy(events, event),
        });
      }
    }
  }
  return {
    piReads,
    permissionRequests,
    networkRequests,
    starts,
    scenarios: results.map(({ run }) => run),
    consentDialogs: results.flatMap(({ consentDialogs }) => consentDialogs),
    popups: results.flatMap(({ popups, events }) =>
      popups.map((popup) => ({ ...popup, owner: ownerOf(events, popup.window.owner, attribute) })),
    ),
    settings: results.flatMap(({ settings }) => settings),
    attachments: results.flatMap(({ run, pictures }) =>
      pictures.map(({ id, kind, file, bytes, atMs }): AttachmentFacts => ({
        id,
        kind,
        file,
        sha256: hash(bytes),
        sizeBytes: bytes.length,
        scenarioId: run.scenarioId,
        atMs,
      })),
    ),
  };
}

/** The first frame that is not the platform's, seen from inside, made the call. */
export function callerOf(stack: readonly StackFrame[]): Attribution {
  const own = stack.filter(({ className }) => !platformPrefixes.test(className));
  const named = own.find(({ attribution }) => attribution.kind === 'sdk' || attribution.kind === 'app');
  return named?.attribution ?? own[0]?.attribution ?? { kind: 'unknown' };
}

function ownerOf(events: readonly StagedEvent[], ownerClass: string, attribute: AttributeClass): Attribution {
  const opened = events.find(
    (event) => event.kind === 'window' && event.change === 'opened' && event.title === ownerClass,
  );
  const frame = opened?.stack.find(({ className }) => !platformPrefixes.test(className));
  return attribute(frame?.className ?? ownerClass);
}

function countRequests(asked: Map<string, number>, permissions: readonly string[]): number {
  let most = 1;
  for (const permission of permissions) {
    const count = (asked.get(permission) ?? 0) + 1;
    asked.set(permission, count);
    most = Math.max(most, count);
  }
  return most;
}

/** How a request follows one for the same permission that was refused before; nothing when it does not. */
function findAgain(
  events: readonly StagedEvent[],
  request: StagedEvent & { kind: 'permission-request' },
): Pick<PermissionRequestFacts, 'again'> {
  const refused = events.findLast(
    (other): other is StagedEvent & { kind: 'permission-request' } =>
      other.kind === 'permission-request' &&
      other.number < request.number &&
      other.permissions.some((permission) => request.permissions.includes(permission)) &&
      resultOf(events, other) === 'denied',
  );
  if (!refused) return {};
  if (!request.tapped) return { again: 'by-itself' };
  return { again: refused.tapped?.key === request.tapped.key ? 'same-control' : 'other-control' };
}

function resultOf(
  events: readonly StagedEvent[],
  request: StagedEvent & { kind: 'permission-request' },
): PermissionRequestFacts['result'] {
  if (!request.dialogShown) return 'no-dialog';
  const answers = events.filter(
    (event) =>
      event.kind === 'permission-result' &&
      event.number > request.number &&
      request.permissions.includes(event.permission),
  );
  const [first] = answers;
  return first?.kind === 'permission-result' && first.granted ? 'granted' : 'denied';
}

/**
 * Who caused a start. What the platform starts with the process (providers) has the process's own reason. While the
 * person has the app open, what it starts of its own is the person's doing; in the background, and after its process
 * was started by anything else, it is not.
 */
function triggerOf(events: readonly StagedEvent[], event: StagedEvent & { kind: 'component-start' }): string {
  const start = events.findLast(
    (other) => other.number < event.number && other.kind === 'process' && other.change === 'started',
  );
  const reason = start?.kind === 'process' ? start.reason : event.trigger;
  // To be told of its own upgrade is the doing of the person who installed it.
  if (/MY_PACKAGE_REPLACED/.test(`${reason} ${event.trigger}`) && !inBackground(event)) return 'user';
  if (event.trigger === 'process start') return reason;
  const inUse = event.state === 'foreground' || event.state === 'silent';
  if (inUse && reason === 'launcher') return 'user';
  return event.trigger;
}

function inBackground({ state }: StagedEvent): boolean {
  return state === 'background' || state === 'not-running';
}

/** What a person asks for when a tap opens another app: to look, share, write, dial or pick. */
const opensForPerson =
  /^android\.intent\.action\.(VIEW|SEND|SENDTO|SEND_MULTIPLE|DIAL|PICK|GET_CONTENT|EDIT)$/;

/** What an intent to another app carries is told by an event of its own beside it. */
const sinkDistance = 2;

function carriedBy(
  events: readonly StagedEvent[],
  intent: StagedEvent & { kind: 'external-intent' },
): Pick<StartFacts, 'piTypes'> {
  const kinds = events.flatMap((event) =>
    event.kind === 'data-sink' &&
    event.sink === 'intent' &&
    Math.abs(event.number - intent.number) <= sinkDistance &&
    event.target.startsWith(intent.targetPackage)
      ? event.labels.map(({ piType }) => piType)
      : [],
  );
  return kinds.length > 0 ? { piTypes: [...new Set(kinds)].sort() } : {};
}

function lastActivity(events: readonly StagedEvent[], before: StagedEvent): string {
  const start = events.findLast(
    (event) =>
      event.number < before.number && event.kind === 'component-start' && event.componentKind === 'activity',
  );
  return start?.kind === 'component-start' ? start.component : '';
}

function withRecipient(recipient: Recipient | undefined): Pick<NetworkRequestFacts, 'recipient'> {
  return recipient === undefined ? {} : { recipient };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
