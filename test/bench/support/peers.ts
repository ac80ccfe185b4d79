import { spawnSync } from 'node:child_process';
import { hasProgram } from '../../support/run-command.ts';

/** Another tool that reads an app's code: a program and its arguments for a file. */
export type Peer = {
  readonly name: string;
  readonly program: string;
  readonly argumentsFor: (file: string) => readonly string[];
};

const PYTHON_PEERS: readonly { readonly name: string; readonly module: string; readonly script: string }[] = [
  {
    name: 'androguard',
    module: 'androguard',
    script: 'import sys; from androguard.misc import AnalyzeAPK; AnalyzeAPK(sys.argv[1])',
  },
  {
    name: 'exodus',
    module: 'exodus_core',
    script:
      'import sys; from exodus_core.analysis.static_analysis import StaticAnalysis; ' +
      'StaticAnalysis(sys.argv[1]).get_embedded_classes()',
  },
];

/** The user's own Python, and the system's: Debian's package of androguard is the latter's. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/** The peers that are installed. Says so once for each that is not: it is then left out of the comparison. */
export function findPeers(): readonly Peer[] {
  const peers: Peer[] = [];
  if (hasProgram('dexdump'))
    peers.push({ name: 'dexdump -d', program: 'dexdump', argumentsFor: (file) => ['-d', file] });
  for (const { name, module, script } of PYTHON_PEERS) {
    const program = PYTHONS.find(
      (python) => spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0,
    );
    if (program !== undefined) peers.push({ name, program, argumentsFor: (file) => ['-c', script, file] });
    else console.log(`notice: ${name} is not installed for python3; the bench leaves it out`);
  }
  return peers;
}
