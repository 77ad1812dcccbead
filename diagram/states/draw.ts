/** Draws a machine that has places. */
import type { Box } from '../layout/geometry.ts';
import { type Badge, drawBadge } from '../svg/signs.ts';
import { type Pen, tag } from '../svg/write.ts';
import { graver } from '../view/badges.ts';
import { drawCard, drawUndo } from './cards.ts';
import { drawFrame, drawLanes } from './frames.ts';
import { drawLine, drawMark, drawWords } from './lines.ts';
import type { StatePart, StatesPicture } from './picture.ts';
import { bottomOf, failureSign } from './signs.ts';

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
    drawLanes(picture, pen),
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
