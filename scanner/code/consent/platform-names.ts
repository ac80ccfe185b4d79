/** Classes and parts of objects that several of the platform's effects name. */
export const FILE = 'Ljava/io/File;';
export const STRING = 'Ljava/lang/String;';
/** The name of a file. */
export const NAME = 'name';
/** The class that an Intent starts. */
export const INTENT_CLASS = 'class';
