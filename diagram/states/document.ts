/** A state machine as an SVG document: bare for the editor, with title, legend and findings for slides. */
import type { PictureGeometry } from '../geometry.ts';
import { boxOfPoints, type Point } from '../layout/geometry.ts';
import { findingsOf } from '../svg/foot.ts';
import { MARGIN, type RenderOptions, SUBTITLE_FONT, SUBTITLE_LINE, svgDocument, TITLE_FONT } from '../svg/frame.ts';
import { markAt } from '../svg/marks.ts';
import { type Pen, tag, textAt } from '../svg/write.ts';
import { measure, wrap } from '../text/measure.ts';
import { editorPaint, fixedPaint } from '../theme.ts';
import { drawParts } from './draw.ts';
import { statesLegend } from './legend.ts';
import { stepsIn } from './machine.ts';
import type { StatesPicture } from './picture.ts';

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly body: Point;
  readonly subtitle: readonly string[];
  readonly rule: number;
  readonly legend: number;
}

/** Exports are never narrower, so that legend and findings can be read. */
const LEAST_WIDTH = 760;
const TECHNOLOGY_FONT = { size: 12, weight: 400 } as const;

function frameOf(picture: StatesPicture, mode: RenderOptions['mode']): Frame {
  const margin = MARGIN[mode];
  const isExport = mode === 'export';
  const { machine } = picture;
  const heading = measure(machine.name, TITLE_FONT) + 36 + measure(machine.technology?.label ?? '', TECHNOLOGY_FONT);
  const inner = Math.max(picture.width, isExport ? Math.max(LEAST_WIDTH, Math.ceil(heading)) : 0);
  const subtitle = isExport && machine.subtitle ? wrap(machine.subtitle, SUBTITLE_FONT, inner, 2) : [];
  const top = isExport ? 88 + (subtitle.length > 0 ? 24 + SUBTITLE_LINE * (subtitle.length - 1) : 0) : margin;
  const bottom = top + picture.height;
  if (!isExport)
    return { width: inner + 2 * margin, height: bottom + margin, body: { x: margin, y: top }, subtitle, rule: bottom, legend: 0 };
  const legend = statesLegend(picture, inner).height;
  const findings = findingsOf({ view: machine }, inner).height;
  const rule = bottom + 24;
  const height = rule + 12 + legend + (findings > 0 ? 10 + findings : 0) + (findings > 0 ? 18 : 28);
  return { width: inner + 2 * margin, height, body: { x: margin, y: top }, subtitle, rule, legend };
}

/**
 * Draws a state machine.
 *
 * @returns a complete SVG document without script and without references to anything outside
 */
export function renderStates(picture: StatesPicture, options: RenderOptions): string {
  const { machine, width: bodyWidth } = picture;
  const paint = options.mode === 'editor' ? editorPaint(options.theme) : fixedPaint(options.theme);
  const pen: Pen = { paint, theme: options.theme, density: 'roomy', mode: options.mode };
  const frame = frameOf(picture, options.mode);
  const isExport = options.mode === 'export';
  // A machine narrower than its legend stands in the middle.
  const aside = Math.max(0, Math.round((frame.width - 2 * frame.body.x - bodyWidth) / 2));
  const body = tag(
    'g',
    { class: 'picture', transform: `translate(${frame.body.x + (isExport ? 0 : aside)} ${frame.body.y})` },
    `\n${drawParts(picture, pen)}\n`,
  );
  return svgDocument(
    {
      title: `${machine.name}: state machine`,
      description: machine.subtitle,
      width: frame.width,
      height: frame.height,
      className: 'states',
      parts: [isExport ? drawHeading(picture, frame, pen) : '', body, isExport ? drawFoot(picture, frame, pen) : ''],
    },
    options,
    paint,
  );
}

function drawHeading({ machine: { name, technology } }: StatesPicture, { subtitle }: Frame, pen: Pen): string {
  const x = MARGIN.export;
  const after = x + measure(name, TITLE_FONT) + 16;
  return [
    textAt({ x, y: 54 }, name, { font: TITLE_FONT, colour: 'ink' }, pen),
    technology?.mark === undefined ? '' : markAt(technology.mark, after, 39, pen),
    technology
      ? textAt(
          { x: after + (technology.mark === undefined ? 0 : 20), y: 51 },
          technology.label,
          { font: TECHNOLOGY_FONT, colour: 'muted' },
          pen,
        )
      : '',
    ...subtitle.map((line, index) => textAt({ x, y: 77 + SUBTITLE_LINE * index }, line, { font: SUBTITLE_FONT, colour: 'muted' }, pen)),
  ].join('');
}

function drawFoot(picture: StatesPicture, { width, rule, legend }: Frame, pen: Pen): string {
  const x = MARGIN.export;
  const content = width - 2 * x;
  const findings = findingsOf({ view: picture.machine }, content);
  return [
    tag('path', { d: `M${x} ${rule}H${width - x}`, stroke: pen.paint('rule'), 'stroke-width': 1 }),
    statesLegend(picture, content).draw({ x, y: rule + 24 }, pen),
    findings.draw({ x, y: rule + 24 + legend + (legend > 0 ? 10 : 0) }, pen),
  ].join('\n');
}

/** @returns where everything is in a machine as drawn in a mode. */
export function geometryOfStates(picture: StatesPicture, mode: RenderOptions['mode']): PictureGeometry {
  const { width, height, body } = frameOf(picture, mode);
  const { machine } = picture;
  const nodes: PictureGeometry['nodes'][number][] = [];
  const edges: PictureGeometry['edges'][number][] = [];
  const numbers = new Map(stepsIn([...machine.run, ...machine.otherwise]).map((step) => [step.id, step]));
  for (const part of picture.parts) {
    if (part.part === 'words') continue;
    if (part.part === 'line') {
      const points = part.points.map(({ x, y }) => ({ x: x + body.x, y: y + body.y }));
      const { id, from, to, kind, label, source } = part;
      edges.push({ ...boxOfPoints(points), id, from, to, kind, label, points, sources: [source] });
      continue;
    }
    const place = { x: part.x + body.x, y: part.y + body.y, width: part.width, height: part.height, tags: [] };
    switch (part.part) {
      case 'card': {
        const { id, name, kind, acts, limit, retries, source } = numbers.get(part.step.id) ?? part.step;
        const description = [...acts.map(({ text }) => text), limit, retries].filter((each) => each !== undefined).join(', ');
        nodes.push({ ...place, id, name, kind, description, source });
        break;
      }
      case 'undo': {
        const { id, name, acts, source } = part.undo;
        nodes.push({ ...place, id, name, kind: 'undo', description: acts.map(({ text }) => text).join(', '), source });
        break;
      }
      case 'frame': {
        const { id, name, kind, note, source } = part.block;
        nodes.push({ ...place, id, name: name || kind, kind: 'group', description: note, source });
        break;
      }
      case 'mark':
        nodes.push({ ...place, id: part.id, name: part.kind, kind: part.kind, source: part.source });
        break;
    }
  }
  return { title: machine.name, width, height, nodes, edges, findings: machine.findings };
}
