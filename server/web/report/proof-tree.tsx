import { CheckOutlined, MinusOutlined, QuestionOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { ProofNode } from '../../../rules/engine/verdict.ts';
import { useSpeech } from '../i18n/language.tsx';
import { Places } from './places.tsx';

const ICONS: Readonly<Record<ProofNode['outcome'], ReactNode>> = {
  met: <CheckOutlined />,
  unmet: <MinusOutlined />,
  unknown: <QuestionOutlined />,
};

/** Deeper than any rule is written; what lies below would only be noise on a phone. */
const MAX_DEPTH = 12;

function Node({ node, depth }: { readonly node: ProofNode; readonly depth: number }) {
  const { t, pick } = useSpeech();
  const line = (
    <>
      <span className={`proof-mark proof-${node.outcome}`} aria-hidden="true">
        {ICONS[node.outcome]}
      </span>
      <span className="wrap">{node.text === undefined ? node.label : pick(node.text)}</span>{' '}
      <span className="quiet">{t(`proof.${node.outcome}`)}</span>
    </>
  );
  return (
    <li>
      {node.places.length === 0 ? (
        <div className="proof-line">{line}</div>
      ) : (
        <details className="fold">
          <summary className="proof-line">
            {line} <span className="quiet">· {t('proof.places', { n: node.places.length })}</span>
          </summary>
          <Places places={node.places} />
        </details>
      )}
      {node.children.length === 0 || depth >= MAX_DEPTH ? null : (
        <ul>
          {node.children.map((child, index) => (
            <Node key={index} node={child} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Which conditions of the rule held; a condition with places unfolds to show them. */
export function ProofTree({ root }: { readonly root: ProofNode }) {
  return (
    <ul className="proof">
      <Node node={root} depth={0} />
    </ul>
  );
}
