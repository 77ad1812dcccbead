/**
 * Findings as SARIF 2.1.0 (OASIS standard), for code scanning services. Paths are relative to the top of the checkout; places count from 1 in UTF-16 code
 * units; the places that explain a finding are a code flow that ends at it, and so is the run of the fault explorer that shows how it fails.
 */
import { isAbsolute } from 'node:path';
import { analysisOf } from '../../analysis/analyses.ts';
import { registry } from '../../analysis/engine.ts';
import type { Counterexample } from '../../analysis/explorer/result.ts';
import { shows } from '../../analysis/explorer/showing.ts';
import type { Finding, Severity } from '../../analysis/finding.ts';
import { rulePage, textRulePage } from '../../analysis/page.ts';
import { exploration } from '../../analysis/passes/exploration.ts';
import { type TextRule, textRules } from '../../analysis/text-rules.ts';
import type { Fix, Range, Source } from '../../language/model/source.ts';
import { failureLines, type ProjectResult, type Report } from './result.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** @returns the log as JSON with a line break at its end. */
export function sarifReport(report: Report): string {
  const findings = report.results.flatMap((result) => result.findings);
  const runs = report.results.flatMap((result) => runsOf(result));
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const run = {
    tool: {
      driver: {
        name: 'Archlint',
        version: report.version,
        semanticVersion: report.version,
        rules: rules.map(ruleOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: report.failures.length === 0,
        ...(report.failures.length > 0 && {
          toolExecutionNotifications: failureLines(report.failures).map((text) => ({ level: 'error', message: { text } })),
        }),
      },
    ],
    results: findings.map((finding) =>
      resultOf(
        finding,
        rules.indexOf(finding.rule),
        runs.find((run) => shows(run, finding)),
        report,
      ),
    ),
  };
  const log = { $schema: schema, version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

function ruleOf(id: string): object {
  const rule = registry.byId.get(id);
  const textRule: TextRule | undefined = [...textRules.values()].find((candidate) => candidate.id === id);
  const known = rule ?? textRule;
  if (!known) return { id };
  const page = rule ? rulePage(rule) : textRule ? textRulePage(textRule) : '';
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: known.summary },
    fullDescription: { text: known.why.replace(/\s+/g, ' ') },
    help: { text: page, markdown: page },
    defaultConfiguration: { level: levels[known.severity] },
    properties: { tags: [known.category], code: known.code },
  };
}

function pascalCase(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The runs that break a promise, where there is a finding that one of them could show. */
function runsOf({ design, findings }: ProjectResult): readonly Counterexample[] {
  if (!design || findings.length === 0) return [];
  return analysisOf(design, exploration).flows.flatMap(({ counterexamples }) => counterexamples);
}

function resultOf(finding: Finding, ruleIndex: number, run: Counterexample | undefined, report: Report): object {
  const { rule, severity, message, source, related, fixes, subject } = finding;
  const flows = [...(related.length > 0 ? [explanation(finding, report)] : []), ...(run ? [runFlow(run, report)] : [])];
  const mending = fixes.filter(({ edits }) => edits.length > 0);
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        ...locationOf(source, report),
        ...(subject !== undefined && { logicalLocations: [{ fullyQualifiedName: subject.replace(/#\d+\./g, '') }] }),
      },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({ id, ...locationOf(other.source, report), message: { text: other.message } })),
    }),
    ...(flows.length > 0 && { codeFlows: flows }),
    ...(mending.length > 0 && { fixes: mending.map((fix) => fixOf(fix, report)) }),
    partialFingerprints: { 'archlint/v1': report.fingerprintOf(finding) },
    ...(report.summary.baseline && { baselineState: 'new' }),
    properties: { severity },
  };
}

/** The places that explain a finding, which is the last of them. */
function explanation({ related, message, source }: Finding, report: Report): object {
  const steps = [...related, { message, source }];
  const locations = steps.map((step) => ({ location: { ...locationOf(step.source, report), message: { text: step.message } } }));
  return { message: { text: 'Why' }, threadFlows: [{ locations }] };
}

/** A run step by step; what matters most is where the fault strikes and where the promise breaks. */
function runFlow({ text, steps }: Counterexample, report: Report): object {
  const locations = steps.map((step, index) => ({
    location: { ...locationOf(step.source, report), message: { text: step.text } },
    executionOrder: index + 1,
    importance: step.fault || step.breaks ? 'essential' : 'important',
  }));
  return { message: { text: `How it fails: ${text}` }, threadFlows: [{ locations }] };
}

/** A file that lies outside of the checkout has its whole address. */
function artifactOf(uri: string, { inCheckout }: Report): object {
  const path = inCheckout(uri);
  if (path === uri || isAbsolute(path)) return { uri };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function locationOf(source: Source, report: Report): { readonly physicalLocation: object } {
  const { start, end } = source.range;
  const severalLines = start.line !== end.line;
  const line = report.places.linesOf(source.uri)?.[start.line];
  return {
    physicalLocation: {
      artifactLocation: artifactOf(source.uri, report),
      region: regionOf(source.range),
      ...(line !== undefined && !severalLines && { contextRegion: { startLine: start.line + 1, snippet: { text: line } } }),
    },
  };
}

function regionOf({ start, end }: Range): object {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

function fixOf({ title, edits }: Fix, report: Report): object {
  const byFile = Map.groupBy(edits, ({ uri }) => uri);
  return {
    description: { text: title },
    artifactChanges: [...byFile].map(([uri, own]) => ({
      artifactLocation: artifactOf(uri, report),
      replacements: own.map(({ offset, end, text }) => ({
        deletedRegion: regionOf(report.places.rangeOf(uri, offset, end)),
        insertedContent: { text },
      })),
    })),
  };
}
