import { defineClass } from '../../../machine/index.ts';
import type { ClassModel } from '../../../machine/index.ts';
import { modelEnum } from '../../lang/enum.ts';
import { throwableClass } from '../../lang/throwable.ts';
import { files } from './files.ts';
import { pathClasses } from './path.ts';

const FAILED = 'java/nio/file/FileSystemException';

/** Modelled classes of java.nio.file: paths and files. File attributes, visitors and watching are left to gaps. */
export const fileClasses: readonly ClassModel[] = [
  ...pathClasses,
  files,
  defineClass({ name: 'java/nio/file/OpenOption', flags: 'interface abstract' }),
  defineClass({ name: 'java/nio/file/attribute/FileAttribute', flags: 'interface abstract' }),
  defineClass({ name: 'java/nio/file/CopyOption', flags: 'interface abstract' }),
  modelEnum(
    'java/nio/file/StandardOpenOption',
    [
      'READ',
      'WRITE',
      'APPEND',
      'TRUNCATE_EXISTING',
      'CREATE',
      'CREATE_NEW',
      'DELETE_ON_CLOSE',
      'SPARSE',
      'SYNC',
      'DSYNC',
    ],
    { interfaces: ['java/nio/file/OpenOption'] },
  ),
  modelEnum('java/nio/file/StandardCopyOption', ['REPLACE_EXISTING', 'COPY_ATTRIBUTES', 'ATOMIC_MOVE'], {
    interfaces: ['java/nio/file/CopyOption'],
  }),
  modelEnum('java/nio/file/LinkOption', ['NOFOLLOW_LINKS'], {
    interfaces: ['java/nio/file/OpenOption', 'java/nio/file/CopyOption'],
  }),
  modelEnum('java/nio/file/FileVisitOption', ['FOLLOW_LINKS']),
  throwableClass(FAILED, 'java/io/IOException'),
  throwableClass('java/nio/file/InvalidPathException', 'java/lang/IllegalArgumentException'),
  ...['NoSuchFile', 'FileAlreadyExists', 'DirectoryNotEmpty', 'NotDirectory', 'AccessDenied'].map((name) =>
    throwableClass(`java/nio/file/${name}Exception`, FAILED),
  ),
];
