export { readXml } from './read-xml.ts';
export type { XmlReadOptions } from './read-xml.ts';
export { ANDROID_NAMESPACE, childElements, findAndroidAttribute, findPlainAttribute } from './xml-tree.ts';
export type { XmlAttribute, XmlElement, XmlText } from './xml-tree.ts';
export { findPlatformAttributeId, findPlatformAttributeName } from './platform-attributes.ts';
