import type { ReportCatalogue } from './build-report.ts';
import type { ReportDuty } from './report.ts';
import type { DutyCatalogue } from '../../rules/index.ts';
import type { ScannerData } from '../../scanner/data/index.ts';

/** Duties in the shape that a report carries them: with their document and label spelled out. */
export function toReportDuties(catalogue: DutyCatalogue): readonly ReportDuty[] {
  const instruments = new Map(catalogue.instruments.map((instrument) => [instrument.id, instrument]));
  const labels = new Map(catalogue.labels.map((label) => [label.id, label]));
  return catalogue.duties.map((duty) => {
    const instrument = instruments.get(duty.instrumentId);
    const label = duty.label === undefined ? undefined : labels.get(duty.label);
    return {
      id: duty.id,
      document: {
        id: duty.instrumentId,
        titleZh: instrument?.titleZh ?? duty.instrumentId,
        titleEn: instrument?.titleEn ?? duty.instrumentId,
        ...(instrument?.number === undefined ? {} : { number: instrument.number }),
        ...(instrument?.status === 'campaign-over' ? { isOver: true } : {}),
      },
      text: duty.text,
      article: duty.article,
      severity: duty.severity,
      ...(label === undefined ? {} : { noticeLabel: label.zh, noticeLabelEn: label.en }),
      source: duty.source,
    };
  });
}

/** What a report looks up beside evidence and judgement. */
export function toReportCatalogue(
  catalogue: DutyCatalogue,
  piTypes: ScannerData['piTypes'],
): ReportCatalogue {
  return {
    duties: toReportDuties(catalogue),
    piNames: Object.fromEntries(piTypes.map((piType) => [piType.key, piType.name])),
  };
}
