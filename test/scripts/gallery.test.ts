/** The gallery shows what is drawn today. */
import assert from 'node:assert/strict';
import { galleryFaults, galleryFiles, keptStarts } from '../../scripts/gallery.ts';

describe('the gallery', () => {
  it('shows the examples as they are drawn; look at what `node scripts/gallery.ts` writes before committing it', async () => {
    assert.deepEqual(await galleryFaults(await galleryFiles(await keptStarts())), []);
  });
});
