/** Steps and what undoes them, as cards. */
import { escaped, num, outlineWidth, type Pen, tag, textAt } from '../svg/write.ts';
import { measure, shorten } from '../text/measure.ts';
import type { StateStep } from './machine.ts';
import { MOST_ACTS, SIGN, SMALL, type StateMeasures } from './measures.ts';
import type { PlacedCard, PlacedUndo } from './picture.ts';
import { actSign, bottomOf, clock, failureSign, retryLoop, waitSign } from './signs.ts';

/** Draws a step: its name, what it does, retries, waits. */
export function drawCard(card: PlacedCard, sizes: StateMeasures, pen: Pen): string {
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

/** Draws what undoes a step. */
export function drawUndo({ undo, x, y, width, height }: PlacedUndo, pen: Pen): string {
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
