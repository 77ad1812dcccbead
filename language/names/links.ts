/** Links of names to what they mean, over the tree's list of references instead of a walk over the tree for each purpose. */
import {
  type Cancellation,
  DefaultLinker,
  DefaultReferenceDescriptionProvider,
  interruptAndCheck,
  type LangiumDocument,
  type ReferenceDescription,
  type ReferenceDescriptionProvider,
} from 'langium';
import { treeOf } from './tree.ts';

/** So many references are looked at between two looks at whether somebody has lost interest: a fraction of a millisecond. */
const atOnce = 64;

export class ArchLinker extends DefaultLinker {
  override async link(document: LangiumDocument, cancelToken?: Cancellation.CancellationToken): Promise<void> {
    const { sites } = treeOf(document.parseResult.value);
    for (const [index, site] of sites.entries()) {
      if (cancelToken && index % atOnce === 0) await interruptAndCheck(cancelToken);
      this.doLink(site, document);
    }
  }
}

/** What refers to what across files, for the features of an editor and for what an edit touches. */
export class ArchReferenceDescriptions extends DefaultReferenceDescriptionProvider {
  override async createDescriptions(
    document: LangiumDocument,
    cancelToken?: Cancellation.CancellationToken,
  ): Promise<ReferenceDescription[]> {
    const found: ReferenceDescription[] = [];
    for (const [index, site] of treeOf(document.parseResult.value).sites.entries()) {
      if (cancelToken && index % atOnce === 0) await interruptAndCheck(cancelToken);
      if (!site.reference.error) found.push(...this.createInfoDescriptions(site));
    }
    return found;
  }
}

/** None, where documents do not change once they are built. */
export const noReferenceDescriptions: ReferenceDescriptionProvider = { createDescriptions: () => Promise.resolve([]) };
