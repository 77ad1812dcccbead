/** What is known of a part of a picture, for whoever points at it there. */
import { URI } from 'langium';
import type { Design, Element, Hop, Place } from '../../language/model/design.ts';
import type { ServerSharedServices } from '../module.ts';
import { type DetailsParams, detailsRequest, type PartFacts } from '../protocol.ts';
import { answered } from './answer.ts';
import { factWords, guaranteeFacts, limitWords } from './fact-words.ts';

/** Answers clients that ask for a part's details. */
export function listenForDetails(services: ServerSharedServices): void {
  const failure = 'What is known of this part could not be told.';
  services.lsp.Connection?.onRequest(detailsRequest, (params: DetailsParams, token) =>
    answered(services, { uri: params.uri, token, failure }, () =>
      detailsOf(services.server.ProjectAnalyses.designAt(URI.parse(params.uri)), params),
    ),
  );
}

/**
 * What the design knows of an element, a group or a line.
 * @returns null for a part that the design does not have (any more)
 */
export function detailsOf(design: Design, { id, line }: DetailsParams): PartFacts | null {
  if (line !== undefined) return lineDetails(design, line.from, line.to);
  const element = design.index.elementById.get(id);
  if (element !== undefined) return elementDetails(element);
  const thing = [...design.groups, ...design.messages].find((each) => each.id === id);
  return thing === undefined ? null : { description: thing.description, said: annotations(thing), facts: [] };
}

function elementDetails(element: Element): PartFacts {
  const { name, technology, technologyName, facts, limits, refused } = element;
  const known = [...factWords({ ...facts, ...refused }), ...limitWords(limits).filter(({ origin }) => origin.name === name)];
  return {
    description: element.description ?? technology?.description?.split('\n\n')[0],
    said: [
      ...(technologyName !== undefined && technology === undefined ? ['This technology is not known, so its facts are not either.'] : []),
      ...annotations(element),
    ],
    facts: known.map(({ word, value, origin }) => ({ word, value, ...(origin.name !== name && { origin: origin.name }) })),
  };
}

function annotations({ owner, notes, tags }: Pick<Element, 'owner' | 'notes' | 'tags'>): readonly string[] {
  return [...(owner === undefined ? [] : [`Owner: ${owner}`]), ...notes, ...(tags.length === 0 ? [] : [`Tags: ${tags.join(', ')}`])];
}

/** What holds on the way of the messages from one element to another. Several hops that have something in common say it once. */
function lineDetails(design: Design, from: string, to: string): PartFacts {
  const hops = design.hops.filter((hop) => isDelivery(hop) && elementAt(hop.from) === from && elementAt(hop.to) === to);
  const facts = hops
    .flatMap(({ guarantee }) => guaranteeFacts(guarantee))
    .map(({ word, value, origin }) => ({ word, value, origin: origin.name }));
  return { said: [], facts: [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()] };
}

function isDelivery({ kind }: Hop): boolean {
  return kind === 'deliver' || kind === 'direct' || kind === 'forward';
}

function elementAt(place: Place): string {
  return place.kind === 'channel' ? place.channel.id : place.activity.element.id;
}
