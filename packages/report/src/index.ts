export { buildReport } from './build-report.ts';
export type {
  Block,
  FigureBlock,
  Provenance,
  ReportData,
  Section,
  TableBlock,
  TableColumn,
} from './report-data.ts';
export { reproductionMarkdown } from './reproduction-markdown.ts';
export type { FigureFile } from './reproduction-markdown.ts';
export { reproductionFindings, reproductionReport } from './reproduction-report.ts';
export type { ExperimentFigures, ExperimentResults, ReproductionResults } from './reproduction-report.ts';
export { demoReport } from './demo-report.ts';
export type { DemoBeat, DemoResults } from './demo-report.ts';
export { evaluationReport } from './evaluation-report.ts';
export type { BaselineResults, EvaluationResults, FoundBeats } from './evaluation-results.ts';
export type {
  AgreementRow,
  AttributionDrift,
  AuditResults,
  AuditedBeats,
  AuditedModelFacts,
  CentreRow,
  MeanHeat,
  SegmentRow,
  ShortcutRow,
} from './audit-results.ts';
export { auditMarkdown } from './audit-markdown.ts';
export { auditReport } from './audit-report.ts';
export { auditTables } from './audit-tables.ts';
export type { AuditTable } from './audit-tables.ts';
export { modelCardMarkdown } from './model-card.ts';
export type { ModelFacts, ModelResults, SplitResults, TrainingPoint } from './model-results.ts';
export type { BeatCounts } from './beats-section.ts';
export type { Finding } from './findings.ts';
export { PAPER_TABLE_ONE } from './paper-numbers.ts';
export type { PaperData, PaperMethod } from './paper-numbers.ts';
export {
  needsText,
  techniqueFormulas,
  techniqueLimits,
  techniqueMatrix,
  techniquesMarkdown,
} from './technique-tables.ts';
export type { TechniqueTable } from './technique-tables.ts';
export { metricFormulas, metricMatrix, metricTraps, metricsMarkdown } from './metric-tables.ts';
export { explanationsParquet } from './explanations-parquet.ts';
export type { ExplanationRow, ExplanationsFile } from './explanations-parquet.ts';
export { explanationEvaluationMarkdown } from './explanation-evaluation-markdown.ts';
export { explanationFindings } from './explanation-findings.ts';
export { explanationEvaluationReport, placesFigure } from './explanation-evaluation-report.ts';
export type {
  BetterThan,
  EvaluatedMethod,
  EvaluatedScore,
  EvaluationCurves,
  ExplainedAgain,
  ExplanationEvaluation,
} from './explanation-evaluation.ts';
