import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useAccount } from '../api/session.tsx';
import { useSpeech } from '../i18n/language.tsx';
import { NoticeLabel } from '../parts/notice-label.tsx';
import { SeverityLabel, VerdictLabel } from '../parts/labels.tsx';
import { useNames, useReport } from './context.ts';
import { Gaps } from './gaps.tsx';
import type { Finding } from './model.ts';
import { Places } from './places.tsx';
import { ProofTree } from './proof-tree.tsx';
import { DecisionLine } from '../review/decision-line.tsx';
import { SuppressBox } from '../review/suppress.tsx';
import { useSlotName } from './slot-name.ts';

/** Verdicts that a person may confirm, reject or bear. */
const FOUND: readonly string[] = ['violation', 'suspected', 'needs-human'];

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="drawer-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Body({ finding }: { readonly finding: Finding }) {
  const { t, pick, join, language } = useSpeech();
  const { findings, report, submissionId } = useReport();
  const { role } = useAccount();
  const { callerName } = useNames();
  const slotName = useSlotName();
  const { verdict, duty } = finding;
  const isFound = FOUND.includes(verdict.verdict);
  const alsoUnder = findings.filter(
    (other) =>
      other.key !== finding.key && other.verdict.ruleId === verdict.ruleId && verdict.ruleId !== 'none',
  );
  return (
    <div data-test="evidence">
      <div className="row-head">
        <VerdictLabel verdict={verdict.verdict} />
        <SeverityLabel severity={verdict.severity} />
        <code className="mono quiet">{verdict.dutyId}</code>
      </div>
      <h2 className="drawer-title">{pick(verdict.title)}</h2>
      <p className="wrap">{pick(verdict.message)}</p>
      {finding.callers.length === 0 ? null : (
        <p className="quiet">{t('finding.callers', { names: join(finding.callers.map(callerName)) })}</p>
      )}
      <Section title={t('finding.places', { n: verdict.places.length })}>
        {verdict.places.length === 0 ? (
          <p className="quiet">{t('finding.noPlaces')}</p>
        ) : (
          <Places places={verdict.places} />
        )}
      </Section>
      {verdict.checklist === undefined ? null : (
        <Section title={t('finding.checklist')}>
          <p className="wrap prewrap">{pick(verdict.checklist)}</p>
        </Section>
      )}
      {verdict.remediation === undefined ? null : (
        <Section title={t('finding.remediation')}>
          <p className="wrap prewrap">{pick(verdict.remediation)}</p>
        </Section>
      )}
      {duty === undefined ? null : (
        <Section title={t('finding.clause')}>
          <p className="clause">{pick(duty.text)}</p>
          <p className="quiet">
            {language === 'en' ? duty.document.titleEn : duty.document.titleZh}
            {duty.document.number ? ` · ${duty.document.number}` : ''}
          </p>
          {duty.noticeLabel ? (
            <p className="quiet">
              <NoticeLabel duty={duty} />
            </p>
          ) : null}
          {duty.source === 'read' ? null : <p className="label neutral">{t(`source.${duty.source}`)}</p>}
          {alsoUnder.length === 0 ? null : (
            <p className="quiet">
              {t('finding.alsoUnder', { duties: join(alsoUnder.map((other) => other.verdict.dutyId)) })}
            </p>
          )}
        </Section>
      )}
      {verdict.proof === undefined ? null : (
        <Section title={t('finding.proof')}>
          <ProofTree root={verdict.proof} />
        </Section>
      )}
      {verdict.gaps.length === 0 ? null : (
        <Section title={t('finding.gaps', { n: verdict.gaps.length })}>
          <Gaps gaps={verdict.gaps} />
        </Section>
      )}
      {isFound && (role === 'admin' || role === 'inspector') ? (
        <DecisionLine submissionId={submissionId} ruleId={verdict.ruleId} dutyId={verdict.dutyId} />
      ) : null}
      {isFound && role === 'developer' && verdict.ruleId !== 'none' ? (
        <SuppressBox
          submissionId={submissionId}
          packageName={report.app.packageName}
          ruleId={verdict.ruleId}
        />
      ) : null}
      <p className="quiet small">
        {verdict.ruleId === 'none' ? t('finding.noRule') : t('finding.rule', { id: verdict.ruleId })}
        {verdict.needs.length === 0
          ? ''
          : ` · ${t('finding.needs', { slots: join(verdict.needs.map(slotName)) })}`}
      </p>
    </div>
  );
}

/** One finding with its evidence, its reasoning, its clause and what to do. */
export function FindingDrawer({
  list,
  current,
  onShow,
}: {
  /** The findings in the order of the page, for stepping. */
  readonly list: readonly Finding[];
  readonly current: Finding | undefined;
  readonly onShow: (finding: Finding | undefined) => void;
}) {
  const { t } = useSpeech();
  const position = current === undefined ? -1 : list.findIndex((finding) => finding.key === current.key);
  const before = list[position - 1];
  const after = position === -1 ? undefined : list[position + 1];
  return (
    <Drawer
      open={current !== undefined}
      onClose={() => onShow(undefined)}
      size={720}
      destroyOnHidden
      title={t('finding.evidence')}
      rootClassName="finding-drawer"
      extra={
        position === -1 ? null : (
          <span className="stepper">
            <Button
              size="small"
              icon={<LeftOutlined />}
              aria-label={t('finding.previous')}
              disabled={before === undefined}
              onClick={() => onShow(before)}
            />
            <span className="quiet">
              {position + 1} / {list.length}
            </span>
            <Button
              size="small"
              icon={<RightOutlined />}
              aria-label={t('finding.next')}
              disabled={after === undefined}
              onClick={() => onShow(after)}
            />
          </span>
        )
      }
    >
      {current === undefined ? null : <Body key={current.key} finding={current} />}
    </Drawer>
  );
}
