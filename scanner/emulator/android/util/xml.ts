import { defineClass, UNKNOWN } from '../../machine/index.ts';
import type { HeapObject } from '../../machine/index.ts';

export const xml = defineClass({
  name: 'android/util/Xml',
  labels: 'container',
  methods: {
    'static asAttributeSet(Lorg/xmlpull/v1/XmlPullParser;)Landroid/util/AttributeSet;': (
      vm,
      parser: HeapObject | null,
    ) =>
      // Parsers of resources are attribute sets themselves; those of texts have no typed attributes.
      parser === null || parser.cls.isSubclassOf(vm.classes.platformClass('android/util/AttributeSet'))
        ? parser
        : UNKNOWN,
  },
});
