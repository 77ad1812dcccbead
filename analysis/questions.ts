/**
 * What rules ask about all of a design. An editor shows a rule but the part of a large system that changed (`language/model/parts.ts`), so what rests on
 * more than what is connected to the element at hand (is this name taken? which product does the system use elsewhere?) is a question. The answers are
 * noted with the part: as long as they stay the same, so do its findings.
 */
import type { Design, Element } from '../language/model/design.ts';

/** A question about all parts of a design. */
export interface Question<Index, Answer> {
  /** Unique among the questions. */
  readonly name: string;
  readonly prepare: (parts: readonly Design[]) => Index;
  readonly answer: (index: Index, about: string) => Answer;
}

/**
 * Declares a question.
 * @param prepare makes look-ups from the parts, once a version of the whole; in whatever order the parts come
 * @param answer a pure function of the look-ups; answers are compared as JSON
 */
export function defineQuestion<Index, Answer>(
  name: string,
  prepare: Question<Index, Answer>['prepare'],
  answer: Question<Index, Answer>['answer'],
): Question<Index, Answer> {
  return { name, prepare, answer };
}

/** All parts of a design together. */
export class Whole {
  readonly #parts: readonly Design[];
  readonly #indexes = new Map<Question<never, unknown>, unknown>();

  constructor(parts: readonly Design[]) {
    this.#parts = parts;
  }

  answer<Index, Answer>(question: Question<Index, Answer>, about: string): Answer {
    const key = question as unknown as Question<never, unknown>;
    let index = this.#indexes.get(key);
    if (index === undefined) {
      index = question.prepare(this.#parts);
      this.#indexes.set(key, index);
    }
    // The map keeps for each question what that very question prepared, which the type of a map cannot say.
    return question.answer(index as Index, about);
  }
}

interface Asked {
  readonly ask: (whole: Whole) => string | undefined;
  readonly answer: string | undefined;
}

/** Questions about a part with the answers they got, by question and subject. */
export type Answers = ReadonlyMap<string, Asked>;

interface Place {
  readonly whole: Whole;
  readonly answers: Map<string, Asked>;
}

const places = new WeakMap<Design, Place>();

function placeOf(design: Design): Place {
  const known = places.get(design);
  if (known) return known;
  const place = { whole: new Whole([design]), answers: new Map<string, Asked>() };
  places.set(design, place);
  return place;
}

/**
 * Says what a design is a part of, before any rule sees it. A design of which nothing is said is a whole.
 * @returns the part to look at: a new object where it was a part of another whole before, since analyses of it may rest on what that one answered
 */
export function placedIn(whole: Whole, part: Design): Design {
  const before = places.get(part);
  if (before?.whole === whole) return part;
  const placed = before ? { ...part } : part;
  places.set(placed, { whole, answers: new Map() });
  return placed;
}

/** @returns the answer to a question about all of the design of which this one may be a part. */
export function askWhole<Index, Answer>(part: Design, question: Question<Index, Answer>, about: string): Answer {
  const { whole, answers } = placeOf(part);
  const answer = whole.answer(question, about);
  const key = `${question.name}\n${about}`;
  if (!answers.has(key))
    answers.set(key, { ask: (other) => JSON.stringify(other.answer(question, about)), answer: JSON.stringify(answer) });
  return answer;
}

/** @returns the questions that a part has put to its whole so far. */
export function answersOf(part: Design): Answers {
  return placeOf(part).answers;
}

/** @returns whether another whole answers as the one before. */
export function stillHold(answers: Answers, whole: Whole): boolean {
  for (const { ask, answer } of answers.values()) if (ask(whole) !== answer) return false;
  return true;
}

/** Puts the elements of several parts into the order of the text, implicit dead-letter queues last, as one design has them. */
export function inTextOrder(elements: readonly Element[]): readonly Element[] {
  const implied = (element: Element): number => ('deadLettersOf' in element && element.deadLettersOf ? 1 : 0);
  return elements.toSorted((one, other) => {
    const [a, b] = [one.syntax.source, other.syntax.source];
    return implied(one) - implied(other) || (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.offset - b.offset);
  });
}
