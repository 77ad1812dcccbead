import type { Requirement } from '../../../language/model/design.ts';
import { textOf } from '../../fixes/text.ts';
import { defineChange, gone, now } from '../change.ts';
import { sides, type Version } from '../version.ts';

export const change = defineChange({
  id: 'requirements',
  rank: 23,
  summary: 'What a design must hold to under faults: requirements that come and go.',
  compare(before, after) {
    const { removed, added } = sides(byText(before), byText(after));
    return [
      // Whether it holds is told by findings. What nobody requires any more can go wrong unseen.
      ...removed.map(({ text, requirement }) => gone('worse', `Nobody requires any more: ${text}.`, requirement.source)),
      ...added.map(({ text, requirement }) => now('better', `It is required now: ${text}.`, requirement.source)),
    ];
  },
});

interface Required {
  readonly requirement: Requirement;
  /** As it is written, without its first word. */
  readonly text: string;
}

function byText(version: Version): ReadonlyMap<string, Required> {
  return new Map(requirementsOf(version).map((required) => [required.text, required]));
}

/** @returns the requirements of a version in the order of the text. Those of two versions are the same if their words are, however they are laid out. */
export function requirementsOf({ design }: Version): readonly Required[] {
  return design.requirements.map((requirement) => {
    const written = textOf(design, requirement.source).slice('require'.length).trim();
    return { requirement, text: written.replace(/\s+/g, ' ') };
  });
}
