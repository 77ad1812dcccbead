/** The card of a part: what it is, what holds of it and who says so, what was found and how to mend it. */
import type { PartDetails } from '../../preview/messages.ts';
import { reasonOf } from '../../words.ts';
import { element, textButton, worded } from '../dom.ts';
import type { Requests } from '../requests.ts';
import { isClosedGroup } from '../state/folding.ts';
import type { PreviewState } from '../state/state.ts';
import { foldOf, partOf } from './canvas.ts';

/** The card on the page. */
export interface Card {
  /** Shows a part's card and puts the focus into it. */
  open(id: string): void;
  show(state: PreviewState): void;
}

/** How long the pointer rests on a part before its card comes, and how long the card stays once it has left, in milliseconds. */
const rest = 450;
const stay = 250;
/** Facts that are shown at once; the others open. */
const mostFacts = 6;
/** Pixels between a card and its part, and between it and the stage's edge. */
const gap = 10;

interface CardParts {
  readonly stage: HTMLElement;
  readonly requests: Requests;
  state(): PreviewState;
  part(id: string): SVGGraphicsElement | null;
  reveal(id: string): void;
  tell(sentence: string): void;
}

/** Builds the card on the stage, which shows when the pointer rests on a part, or on request. */
export function createCard({ stage, requests, state, part, reveal, tell }: CardParts): Card {
  const root = element('div', { class: 'card popup', role: 'dialog', 'aria-label': 'Details' });
  root.hidden = true;
  stage.append(root);
  let wanted: string | null = null;
  let timer: number | undefined;
  let opener: Element | null = null;

  const close = (): void => {
    clearTimeout(timer);
    wanted = null;
    if (root.hidden) return;
    const hadFocus = root.contains(document.activeElement);
    root.hidden = true;
    if (hadFocus && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  };
  const fetch = async (id: string, focuses: boolean): Promise<void> => {
    wanted = id;
    try {
      const details = await requests.ask<PartDetails | null>('details', { id });
      if (wanted !== id || details === null) return;
      opener = document.activeElement;
      root.replaceChildren(...contentOf(details, { requests, close, tell, reveal: () => reveal(id) }));
      root.setAttribute('aria-label', `Details of ${details.title}`);
      root.hidden = false;
      place(root, stage, part(id));
      if (focuses) root.querySelector('button')?.focus({ preventScroll: true });
    } catch (error) {
      tell(reasonOf(error));
    }
  };

  stage.addEventListener('pointerover', ({ target, buttons, pointerType }) => {
    if (buttons !== 0 || pointerType === 'touch') return;
    if (target instanceof Node && root.contains(target)) {
      clearTimeout(timer);
      return;
    }
    const id = partOf(target);
    if (id === wanted && !root.hidden) clearTimeout(timer);
    else if (id !== null && !isOpenGroup(state(), id, target)) later(() => void fetch(id, false), rest);
    else later(close, stay);
  });
  stage.addEventListener('pointerleave', () => later(close, stay));
  for (const event of ['pointerdown', 'wheel'] as const) {
    stage.addEventListener(event, ({ target }) => {
      if (!(target instanceof Node && root.contains(target))) close();
    });
    root.addEventListener(event, (each) => each.stopPropagation());
  }
  for (const event of ['click', 'dblclick'] as const) root.addEventListener(event, (each) => each.stopPropagation());
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  });

  function later(run: () => void, after: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Whoever has gone into the card with the keyboard closes it with the keyboard.
      if (!root.contains(document.activeElement)) run();
    }, after);
  }

  // A card tells of one moment: whatever else the user does ends it, and so does a new picture.
  document.addEventListener('keydown', ({ target }) => {
    if (!(target instanceof Node && root.contains(target))) close();
  });
  let shown: Pick<PreviewState, 'diagram' | 'viewport'> | undefined;
  return {
    open: (id) => void fetch(id, true),
    show({ diagram, viewport }) {
      if (shown !== undefined && (diagram !== shown.diagram || viewport !== shown.viewport)) close();
      shown = { diagram, viewport };
    },
  };
}

/** Whether the pointer is just somewhere inside of a group, and not on its title. */
function isOpenGroup({ diagram }: PreviewState, id: string, target: EventTarget | null): boolean {
  const node = diagram?.nodes.find((each) => each.id === id);
  return (
    node?.kind === 'group' &&
    !isClosedGroup(node) &&
    !(target instanceof Element && target.closest('.group-title') !== null && foldOf(target) === null)
  );
}

interface ContentParts {
  readonly requests: Requests;
  close(): void;
  tell(sentence: string): void;
  reveal(): void;
}

function contentOf({ title, kind, description, said, facts, findings }: PartDetails, parts: ContentParts): readonly HTMLElement[] {
  const { requests, close, tell } = parts;
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      tell(reasonOf(error));
    }
  };
  const apply = async (finding: number, fix: string): Promise<void> => {
    await attempt(async () => {
      await requests.ask('fix', { finding, fix });
      tell(`Done: ${fix}.`);
    });
    close();
  };
  const openPage = (finding: number): Promise<void> => attempt(() => requests.ask('rule', { finding }));
  const found = findings.map(({ number, rule, severity, message, fixes }) =>
    element(
      'li',
      { class: severity },
      element('p', {}, ...worded(message)),
      element(
        'div',
        { class: 'row' },
        ...fixes.map((fix) => textButton(fix, () => void apply(number, fix), { class: 'plain' })),
        textButton(rule, () => void openPage(number), { class: 'link', title: 'What this rule is about' }),
      ),
    ),
  );
  const rows = facts.map(({ word, value, origin }) =>
    element(
      'tr',
      {},
      ...(word === '' ? [element('td', { colspan: '2' }, value)] : [element('th', { scope: 'row' }, word), element('td', {}, value)]),
      element('td', { class: 'quiet' }, origin ?? ''),
    ),
  );
  return [
    element(
      'header',
      {},
      textButton(title, parts.reveal, { class: 'title', title: 'Go to the source (Enter)' }),
      element('span', { class: 'quiet' }, kind),
    ),
    ...(description === undefined ? [] : [element('p', {}, description)]),
    ...said.map((line) => element('p', { class: 'quiet' }, line)),
    ...(found.length > 0 ? [element('ul', {}, ...found)] : []),
    ...(rows.length > 0 ? [table(rows.slice(0, mostFacts))] : []),
    ...(rows.length > mostFacts
      ? [element('details', {}, element('summary', {}, `${rows.length - mostFacts} more`), table(rows.slice(mostFacts)))]
      : []),
  ];
}

function table(rows: readonly HTMLElement[]): HTMLElement {
  return element('table', {}, element('tbody', {}, ...rows));
}

/** Puts the card below its part, or above it where there is no room, within the stage. */
function place(root: HTMLElement, stage: HTMLElement, part: SVGGraphicsElement | null): void {
  const outer = stage.getBoundingClientRect();
  const at = part?.getBoundingClientRect() ?? outer;
  root.style.maxHeight = `${outer.height - 2 * gap}px`;
  const { offsetWidth: width, offsetHeight: height } = root;
  const middle = (at.left + at.right) / 2 - outer.left;
  const left = Math.min(Math.max(middle - width / 2, gap), Math.max(gap, outer.width - width - gap));
  const below = at.bottom - outer.top + gap;
  const above = at.top - outer.top - gap - height;
  const fits = below + height + gap <= outer.height;
  const top = fits ? below : above >= gap ? above : Math.max(gap, outer.height - height - gap);
  root.style.left = `${left}px`;
  root.style.top = `${top}px`;
}
