/** Draws a machine that has places. */
import { type Box, lengthOf, type Point, pointAlong } from '../layout/geometry.ts';
import { headPath, roundedPath, trim } from '../svg/paths.ts';
import { type Badge, drawBadge } from '../svg/signs.ts';
import { escaped, lineWidth, num, outlineWidth, type Pen, roundedOutline, tag, textAt } from '../svg/write.ts';
import { measure, shorten } from '../text/measure.ts';
import type { ColourToken } from '../theme.ts';
import { graver } from '../view/badges.ts';
import type { EdgeKind } from '../view/graph.ts';
import type { StateAct, StateStep } from './machine.ts';
import { MOST_ACTS, RETRY, SIGN, SMALL, type StateMeasures } from './measures.ts';
import type { PlacedCard, PlacedFrame, PlacedLine, PlacedMark, PlacedUndo, PlacedWords, StatePart, StatesPicture } from './picture.ts';
import { FAILS_FONT, titleOf } from './sequence.ts';

/** @returns the picture's parts as SVG, frames first and badges last. */
export function drawParts(picture: StatesPicture, pen: Pen): string {
  const of = <Kind extends StatePart['part']>(kind: Kind): readonly Extract<StatePart, { part: Kind }>[] =>
    picture.parts.filter((part): part is Extract<StatePart, { part: Kind }> => part.part === kind);
  const badges = badgesOf(picture);
  const badgeAt = (id: string, { x, y, width }: Box): string => {
    const badge = badges.get(id);
    return badge ? tag('g', { class: 'badge', 'data-of': id }, drawBadge(badge, { x: x + width - 6, y }, 'background', pen)) : '';
  };
  return [
    drawLane(picture, pen),
    layer(
      'frames',
      of('frame').map((frame) => drawFrame(frame, pen)),
    ),
    // A failure's way lies below the normal one.
    layer(
      'edges',
      [...of('line')].sort((a, b) => Number(a.kind === 'next') - Number(b.kind === 'next')).map((line) => drawLine(line, pen)),
    ),
    layer('nodes', [
      ...of('mark').map((mark) => drawMark(mark, picture, pen)),
      ...of('card').map((card) => drawCard(card, picture.sizes, pen)),
      ...of('undo').map((undo) => drawUndo(undo, pen)),
      ...of('frame')
        .filter(({ fails }) => fails)
        .map((frame) => failureSign(bottomOf(frame), pen)),
    ]),
    layer(
      'labels',
      of('words').map((words) => drawWords(words, pen)),
    ),
    layer('badges', [...of('card').map((card) => badgeAt(card.step.id, card)), ...of('undo').map((undo) => badgeAt(undo.undo.id, undo))]),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function layer(name: string, parts: readonly string[]): string {
  const content = parts.join('');
  return content === '' ? '' : tag('g', { class: name }, content);
}

function badgesOf({ machine }: StatesPicture): ReadonlyMap<string, Badge> {
  const badges = new Map<string, Badge>();
  for (const { on, severity } of machine.findings) {
    if (on === undefined) continue;
    const before = badges.get(on);
    badges.set(on, before ? { severity: graver(before.severity, severity), count: before.count + 1 } : { severity, count: 1 });
  }
  return badges;
}

function drawLane({ lane }: StatesPicture, pen: Pen): string {
  if (!lane) return '';
  const { x, y, width, height, words } = lane;
  const plate = tag('rect', { x, y, width, height, rx: 14, fill: pen.paint('groupFill'), stroke: pen.paint('group') });
  const said = words.map((line, index) =>
    textAt(
      { x: x + width - 20, y: y + height / 2 + (index === 0 ? 0 : 17) },
      line,
      { font: { size: 12, weight: index === 0 ? 500 : 400 }, colour: index === 0 ? 'ink' : 'muted', anchor: 'end' },
      pen,
    ),
  );
  return tag('g', { class: 'lane' }, plate + said.join(''));
}

function drawFrame({ block, depth, x, y, width, height }: PlacedFrame, pen: Pen): string {
  const plate = tag('rect', {
    class: 'outline',
    x,
    y,
    width,
    height,
    rx: 12,
    fill: pen.paint(depth % 2 === 0 ? 'groupFill' : 'background'),
    stroke: pen.paint('group'),
    'stroke-width': pen.theme === 'hc' ? 1.5 : undefined,
  });
  const behind =
    block.kind === 'each'
      ? tag('path', {
          d: `M${num(x + 12)} ${num(y - 4)}H${num(x + width - 8)}Q${num(x + width + 4)} ${num(y - 4)} ${num(x + width + 4)} ${num(y + 8)}V${num(y + height - 12)}`,
          fill: 'none',
          stroke: pen.paint('group'),
          'stroke-width': pen.theme === 'hc' ? 1.5 : undefined,
        })
      : '';
  const title = titleOf(block) ?? '';
  const note = block.note ?? '';
  const words = [
    title === '' ? '' : textAt({ x: x + 14, y: y + 20 }, title, { font: { size: 11.5, weight: 600 }, colour: 'ink' }, pen),
    note === ''
      ? ''
      : textAt(
          { x: x + 14 + (title === '' ? 0 : measure(title, { size: 11.5, weight: 600 }) + 9), y: y + 20 },
          note,
          { font: { size: 11, weight: 400 }, colour: 'muted' },
          pen,
        ),
  ];
  return tag(
    'g',
    { class: `node frame ${block.kind}`, 'data-id': block.id, role: 'graphics-symbol', 'aria-label': frameWords(block) },
    behind + plate + words.join(''),
  );
}

function frameWords({ kind, name, note }: PlacedFrame['block']): string {
  const what =
    kind === 'choice' ? 'one of several ways' : kind === 'parallel' ? 'side by side' : kind === 'each' ? 'once for each' : 'together';
  return [name || what, note].filter(Boolean).join(', ');
}

function drawLine({ id, kind, from, to, points, head, label }: PlacedLine, pen: Pen): string {
  const isNext = kind === 'next';
  const colour: ColourToken = isNext ? 'call' : 'fault';
  const width = isNext ? 1.75 : 1.6;
  const length = lengthOf(points);
  const body = head ? trim(points, 0, Math.min(length - 0.1, isNext ? 8 : 2.5)) : points;
  const path = roundedPath(body, 9);
  const parts = [
    pen.mode === 'editor'
      ? tag('path', { class: 'hit', d: roundedPath(points, 9), fill: 'none', stroke: 'transparent', 'stroke-width': 12 })
      : '',
    tag('path', { class: 'line', d: path, fill: 'none', stroke: pen.paint(colour), 'stroke-width': lineWidth(width, pen) }),
    head ? arrow(points, isNext, colour, width, pen) : '',
  ];
  const says = label === undefined ? (isNext ? 'then' : 'fails') : label;
  return tag(
    'g',
    { class: `edge ${kind}`, 'data-id': id, 'data-from': from, 'data-to': to, role: 'graphics-symbol', 'aria-label': says },
    parts.join(''),
  );
}

function arrow(points: readonly Point[], filled: boolean, colour: ColourToken, width: number, pen: Pen): string {
  const { point, direction } = pointAlong(points, -1.5);
  const stroke = pen.paint(colour);
  return tag('path', {
    class: 'head',
    d: filled ? headPath(point, direction, 9, 4, true) : headPath(point, direction, 8, 4.4, false),
    fill: filled ? stroke : 'none',
    stroke,
    'stroke-width': filled ? 0.8 : lineWidth(width, pen),
    'stroke-linecap': filled ? undefined : 'round',
    'stroke-linejoin': 'round',
  });
}

function drawMark(mark: PlacedMark, { lane }: StatesPicture, pen: Pen): string {
  const { kind, id, x, y, width, height } = mark;
  const cx = x + width / 2;
  const cy = y + height / 2;
  const ink = pen.paint('ink');
  const say = (text: string, at: number): string =>
    textAt({ x: cx, y: cy + at }, text, { font: { size: 12, weight: 400 }, colour: 'muted', anchor: 'middle' }, pen);
  const drawn = (): string => {
    switch (kind) {
      case 'start':
        return tag('circle', { cx, cy, r: 8, fill: ink }) + say('start', 28);
      case 'done':
        return (
          tag('circle', { cx, cy, r: 10.5, fill: pen.paint('background'), stroke: ink, 'stroke-width': lineWidth(1.6, pen) }) +
          tag('circle', { cx, cy, r: 5.5, fill: ink }) +
          say('done', 30)
        );
      case 'failed':
        return (
          tag('circle', {
            cx,
            cy,
            r: 10.5,
            fill: pen.paint(lane ? 'groupFill' : 'background'),
            stroke: pen.paint('fault'),
            'stroke-width': lineWidth(1.6, pen),
          }) +
          cross({ x: cx, y: cy }, 3.6, pen) +
          say('failed', 30)
        );
      case 'choice': {
        const corners = [
          { x, y: cy },
          { x: cx, y },
          { x: x + width, y: cy },
          { x: cx, y: y + height },
        ];
        return tag('path', {
          class: 'outline',
          d: roundedOutline(corners.map((corner) => ({ ...corner, radius: 2.5 }))),
          fill: pen.paint('orchestratorFill'),
          stroke: pen.paint('orchestrator'),
          'stroke-width': outlineWidth(1.5, pen),
          'stroke-linejoin': 'round',
        });
      }
      case 'bar':
        return tag('rect', { class: 'outline', x, y, width, height, rx: 2.5, fill: pen.paint('orchestrator') });
    }
  };
  const says = kind === 'choice' ? 'one of these' : kind === 'bar' ? 'side by side' : kind;
  return tag('g', { class: `node mark ${kind}`, 'data-id': id, role: 'graphics-symbol', 'aria-label': says }, drawn());
}

function cross({ x, y }: Point, size: number, pen: Pen): string {
  return tag('path', {
    d: `M${num(x - size)} ${num(y - size)}l${num(2 * size)} ${num(2 * size)}m0-${num(2 * size)}l-${num(2 * size)} ${num(2 * size)}`,
    stroke: pen.paint('fault'),
    'stroke-width': 1.6,
    'stroke-linecap': 'round',
  });
}

function bottomOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height };
}

/** On the lower edge of what may fail for good. */
export function failureSign(at: Point, pen: Pen): string {
  const disc = tag('circle', {
    cx: at.x,
    cy: at.y,
    r: 8,
    fill: pen.paint('background'),
    stroke: pen.paint('fault'),
    'stroke-width': lineWidth(1.6, pen),
  });
  return disc + cross(at, 2.7, pen);
}

function drawCard(card: PlacedCard, sizes: StateMeasures, pen: Pen): string {
  const { step, look, x, y, width, height } = card;
  const plate = tag('rect', {
    class: 'outline',
    x,
    y,
    width,
    height,
    rx: 10,
    fill: pen.paint('orchestratorFill'),
    stroke: pen.paint('orchestrator'),
    'stroke-width': outlineWidth(1.75, pen),
  });
  const content = look === 'small' ? smallText(card, pen) : cardText(card, sizes, pen);
  return tag(
    'g',
    { class: `node ${step.kind}`, 'data-id': step.id, role: 'graphics-symbol', 'aria-label': describe(step) },
    `<title>${escaped(step.name)}</title>${look === 'full' ? retryLoop(card, pen) : ''}${plate}${content}${card.fails ? failureSign(bottomOf(card), pen) : ''}`,
  );
}

/** `Reserve, step 1: calls Stock.reserve, at most 5 s, 3 retries`. */
function describe({ name, number, kind, acts, limit, retries }: StateStep): string {
  const what = number === undefined ? 'effect' : `step ${number}`;
  const does = acts.map(({ text }) => (kind === 'wait' && !text.startsWith('waits') ? `waits for ${text}` : text));
  return `${name}, ${what}: ${[...does, limit, retries].filter((part) => part !== undefined).join(', ')}`;
}

function cardText({ step, x, y, width }: PlacedCard, sizes: StateMeasures, pen: Pen): string {
  const { name, number, acts, limit, kind } = step;
  const left = x + sizes.padding;
  const right = x + width - 16;
  const numberWidth = number === undefined ? 0 : measure(String(number), sizes.number) + 12;
  const inner = width - 2 * sizes.padding;
  const shown = acts.slice(0, MOST_ACTS);
  const parts = [
    textAt({ x: left, y: y + sizes.nameAt }, shorten(name, sizes.name, inner - numberWidth), { font: sizes.name, colour: 'ink' }, pen),
    number === undefined
      ? ''
      : textAt({ x: right, y: y + sizes.nameAt - 1 }, String(number), { font: sizes.number, colour: 'muted', anchor: 'end' }, pen),
  ];
  let at = y + sizes.actAt;
  for (const [index, act] of shown.entries()) {
    at = y + sizes.actAt + index * sizes.actStep;
    const more = index === shown.length - 1 && acts.length > shown.length ? ` +${acts.length - shown.length}` : '';
    const text = `${shorten(act.text, sizes.act, inner - SIGN.act - (more === '' ? 0 : 20))}${more}`;
    parts.push(kind === 'wait' ? waitSign(act, left, at - 4, pen) : actSign(act.kind, left, at - 4, pen));
    parts.push(textAt({ x: left + SIGN.act, y: at }, text, { font: sizes.act, colour: 'ink' }, pen));
  }
  if (limit !== undefined) {
    at += sizes.limitStep;
    parts.push(clock({ x: left + 6, y: at - 4 }, pen));
    parts.push(
      textAt({ x: left + SIGN.limit, y: at }, shorten(limit, sizes.limit, inner - SIGN.limit), { font: sizes.limit, colour: 'muted' }, pen),
    );
  }
  return parts.join('');
}

function smallText({ step, x, y, width }: PlacedCard, pen: Pen): string {
  const left = x + SMALL.padding;
  const inner = width - 2 * SMALL.padding;
  const [act] = step.acts;
  return [
    textAt({ x: left, y: y + SMALL.nameAt }, shorten(step.name, SMALL.name, inner), { font: SMALL.name, colour: 'ink' }, pen),
    act ? (step.kind === 'wait' ? waitSign(act, left, y + SMALL.actAt - 4, pen) : actSign(act.kind, left, y + SMALL.actAt - 4, pen)) : '',
    act
      ? textAt(
          { x: left + SIGN.act, y: y + SMALL.actAt },
          shorten(act.text, SMALL.act, inner - SIGN.act),
          { font: SMALL.act, colour: 'ink' },
          pen,
        )
      : '',
  ].join('');
}

function drawUndo({ undo, x, y, width, height }: PlacedUndo, pen: Pen): string {
  const colour = pen.paint('orchestrator');
  const plate = tag('rect', {
    class: 'outline',
    x,
    y,
    width,
    height,
    rx: 10,
    fill: pen.paint('background'),
    stroke: colour,
    'stroke-width': outlineWidth(1.5, pen),
    'stroke-dasharray': '5 3.5',
  });
  const sign = tag('path', {
    d: `M${num(x + 21.5)} ${num(y + 14)}l-3.6 3.4 3.6 3.4M${num(x + 18.4)} ${num(y + 17.4)}h6.4a3.6 3.6 0 0 1 0 7.2h-2.4`,
    fill: 'none',
    stroke: colour,
    'stroke-width': 1.4,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
  const inner = width - 38 - 10;
  const acts = undo.acts.map(({ text }) => text).join(', ');
  return tag(
    'g',
    { class: 'node undo', 'data-id': undo.id, role: 'graphics-symbol', 'aria-label': `${undo.name}: ${acts}` },
    `<title>${escaped(`${undo.name}: ${acts}`)}</title>` +
      plate +
      sign +
      textAt({ x: x + 38, y: y + SMALL.nameAt }, shorten(undo.name, SMALL.name, inner), { font: SMALL.name, colour: 'ink' }, pen) +
      textAt({ x: x + 38, y: y + SMALL.actAt }, shorten(acts, SMALL.act, inner), { font: SMALL.act, colour: 'muted' }, pen),
  );
}

/** A short line in the way that the picture of the architecture draws it. */
function actSign(kind: EdgeKind, x: number, y: number, pen: Pen): string {
  const message = kind === 'message' || kind === 'subscription';
  const access = kind !== 'call' && !message;
  const colour = pen.paint(message ? 'message' : access ? 'access' : 'call');
  const back = kind === 'read';
  const width = kind === 'write' ? 2.1 : kind === 'read' ? 1.1 : 1.4;
  const from = back ? x + 15 : x;
  const tip = back ? { x, y } : { x: x + 15, y };
  const direction = { x: back ? -1 : 1, y: 0 };
  const open = message || back;
  return (
    tag('path', {
      d: `M${num(from)} ${num(y)}H${num(open ? tip.x - direction.x * 1.5 : tip.x - direction.x * 4)}`,
      stroke: colour,
      'stroke-width': lineWidth(width, pen),
      'stroke-dasharray': message ? '4 2.5' : undefined,
      fill: 'none',
    }) +
    tag('path', {
      d: headPath(tip, direction, 6.3, 2.8, !open),
      fill: open ? 'none' : colour,
      stroke: colour,
      'stroke-width': open ? 1.4 : 0.8,
      'stroke-linejoin': 'round',
      'stroke-linecap': open ? 'round' : undefined,
    })
  );
}

/** An envelope for messages that are waited for, a clock for time that passes. */
function waitSign({ kind }: StateAct, x: number, y: number, pen: Pen): string {
  if (kind !== 'message') return clock({ x: x + 7, y }, pen, 'ink');
  return tag('path', {
    d: `M${num(x)} ${num(y - 4.5)}h14v9.5h-14zM${num(x)} ${num(y - 4)}l7 5 7-5`,
    fill: 'none',
    stroke: pen.paint('message'),
    'stroke-width': 1.3,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
}

export function clock({ x, y }: Point, pen: Pen, colour: ColourToken = 'muted'): string {
  const stroke = pen.paint(colour);
  return (
    tag('circle', { cx: x, cy: y, r: 5.2, fill: 'none', stroke, 'stroke-width': 1.3 }) +
    tag('path', {
      d: `M${num(x)} ${num(y - 2.9)}v3l2 1.4`,
      fill: 'none',
      stroke,
      'stroke-width': 1.3,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    })
  );
}

/** A loop on the card's upper edge, and what it means. */
function retryLoop({ step, x, y, width }: PlacedCard, pen: Pen): string {
  if (step.retries === undefined) return '';
  const stroke = pen.paint('orchestrator');
  const left = x + width - 49;
  const words = shorten(step.retries, RETRY.font, width - RETRY.loop);
  return (
    tag('path', {
      d: `M${num(left)} ${num(y)}C${num(left - 9)} ${num(y - 30)} ${num(left + 39)} ${num(y - 30)} ${num(left + 30)} ${num(y - 2)}`,
      fill: 'none',
      stroke,
      'stroke-width': lineWidth(1.5, pen),
    }) +
    tag('path', {
      d: `M${num(left + 27.83)} ${num(y - 8.56)}L${num(left + 29.6)} ${num(y - 1)}L${num(left + 35.03)} ${num(y - 6.54)}`,
      fill: 'none',
      stroke,
      'stroke-width': lineWidth(1.5, pen),
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }) +
    textAt({ x: x + 4, y: y - 11 }, words, { font: RETRY.font, colour: 'muted' }, pen)
  );
}

function drawWords({ kind, text, at }: PlacedWords, pen: Pen): string {
  return textAt(at, text, { font: FAILS_FONT, colour: kind === 'fails' ? 'faultText' : 'ink', anchor: 'middle' }, pen);
}
