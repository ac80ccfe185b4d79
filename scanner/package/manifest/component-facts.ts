import type {
  ComponentFacts,
  ComponentKind,
  IntentFilterFacts,
  MetaDataFacts,
} from '../../evidence/index.ts';
import { childElements } from '../axml/index.ts';
import type { XmlElement } from '../axml/index.ts';
import type { AttributeValues } from './attribute-values.ts';

const KINDS: readonly ComponentKind[] = ['activity', 'activity-alias', 'service', 'receiver', 'provider'];
const DATA_ATTRIBUTES = [
  'scheme',
  'host',
  'port',
  'path',
  'pathPrefix',
  'pathPattern',
  'pathAdvancedPattern',
  'pathSuffix',
  'mimeType',
  'ssp',
  'sspPrefix',
  'sspPattern',
  'mimeGroup',
] as const;
/** From here on a provider is private unless it says otherwise (Android 4.2). */
const PRIVATE_PROVIDERS_SDK = 17;

export type ComponentContext = {
  readonly values: AttributeValues;
  readonly packageName: string;
  readonly targetSdk: number;
  /** Defaults that the application element gives its components. */
  readonly process?: string;
  readonly permission?: string;
};

/** The components of an application element, in file order. */
export function readComponents(application: XmlElement, context: ComponentContext): ComponentFacts[] {
  const components: ComponentFacts[] = [];
  for (const element of childElements(application)) {
    const kind = KINDS.find((each) => each === element.name);
    if (kind !== undefined) components.push(readComponent(element, kind, context));
  }
  return components;
}

function readComponent(element: XmlElement, kind: ComponentKind, context: ComponentContext): ComponentFacts {
  const { values, packageName } = context;
  const written = values.text(element, 'name') ?? '';
  const intentFilters = childElements(element, 'intent-filter').map((filter) =>
    readIntentFilter(filter, values),
  );
  const process = values.text(element, 'process') ?? context.process;
  const permission = values.text(element, 'permission') ?? context.permission;
  const authorities = values.text(element, 'authorities');
  const target = values.text(element, 'targetActivity');
  const label = values.text(element, 'label');
  const theme = values.reference(element, 'theme');
  const initOrder = values.number(element, 'initOrder');
  return {
    kind,
    name: toClassName(written, packageName),
    exported:
      values.boolean(element, 'exported') ?? isExportedByDefault(kind, intentFilters.length > 0, context),
    enabled: values.boolean(element, 'enabled') ?? true,
    ...(process === undefined || process === '' ? {} : { process: toProcessName(process, packageName) }),
    ...(permission === undefined || permission === '' ? {} : { permission }),
    ...(authorities === undefined
      ? {}
      : { authorities: authorities.split(';').filter((each) => each !== '') }),
    ...(target === undefined ? {} : { targetActivity: toClassName(target, packageName) }),
    ...(label === undefined ? {} : { label }),
    ...(theme === undefined ? {} : { themeId: theme }),
    ...(initOrder === undefined ? {} : { initOrder }),
    intentFilters,
    metaData: readMetaData(element, values),
    place: { kind: 'manifest', path: `manifest/application/${kind}[${written}]` },
  };
}

function isExportedByDefault(kind: ComponentKind, hasFilter: boolean, context: ComponentContext): boolean {
  return kind === 'provider' ? context.targetSdk < PRIVATE_PROVIDERS_SDK : hasFilter;
}

function readIntentFilter(filter: XmlElement, values: AttributeValues): IntentFilterFacts {
  const names = (child: string): string[] =>
    childElements(filter, child).flatMap((each) => values.text(each, 'name') ?? []);
  const data = childElements(filter, 'data').map((each) => {
    const facts: Record<string, string> = {};
    for (const name of DATA_ATTRIBUTES) {
      const text = values.text(each, name);
      if (text !== undefined) facts[name] = text;
    }
    return facts;
  });
  const priority = values.number(filter, 'priority');
  return {
    actions: names('action'),
    categories: names('category'),
    data,
    ...(priority === undefined ? {} : { priority }),
  };
}

/** The meta-data children of an element: a text value, or the name of the resource they point at. */
export function readMetaData(element: XmlElement, values: AttributeValues): MetaDataFacts[] {
  return childElements(element, 'meta-data').map((each) => {
    const value = values.text(each, 'value');
    const resource = values.reference(each, 'resource');
    return {
      name: values.text(each, 'name') ?? '',
      ...(value === undefined ? {} : { value }),
      ...(resource === undefined ? {} : { resource: values.renderReference(resource) }),
    };
  });
}

/** A class name as PackageParser builds it: a leading dot or no dot at all is relative to the package. */
export function toClassName(written: string, packageName: string): string {
  if (written.startsWith('.')) return packageName + written;
  if (written !== '' && !written.includes('.')) return `${packageName}.${written}`;
  return written;
}

function toProcessName(written: string, packageName: string): string {
  return written.startsWith(':') ? packageName + written : written;
}
