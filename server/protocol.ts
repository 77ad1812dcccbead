/**
 * What Archlint's server and its clients say to each other beyond the Language Server Protocol. Types and names only, so that a client
 * may import it without taking any of the server along.
 */
import type { Location } from 'vscode-languageserver';

export * from './run-protocol.ts';

/** Request: draw a document's design. Parameters `DiagramParams`, result `Diagram`, or `null` for a document without anything to draw. */
export const diagramRequest = 'archlint/diagram';

/** Notification from the server: a picture drawn earlier no longer shows what the text says. Parameters `DiagramChangedParams`. */
export const diagramChangedNotification = 'archlint/diagramChanged';

/** Which of the palettes a picture is drawn in. */
export type DiagramTheme = 'light' | 'dark' | 'hc';

/** What to draw. */
export interface DiagramParams extends DiagramScope {
  /** The document whose design is drawn; the picture shows the systems that it adds to. */
  readonly uri: string;
  readonly theme: DiagramTheme;
}

/** What of a design a picture shows. */
export interface DiagramScope {
  /** A view, system or group by its name or identifier; without it the picture of everything. */
  readonly view?: string;
  /** An element by its identifier or name, and how many hops around it are shown (1 if not said); goes before `view`. */
  readonly focus?: { readonly element: string; readonly within?: number };
  /**
   * Groups by identifier or name that are open or closed other than by default, or all of them. By default all are open up to 150 elements, and
   * none is above. A closed group is one node, of kind `group`, with `elements` set; lines that end in it are drawn as one.
   */
  readonly expand?: readonly string[] | 'all';
  readonly collapse?: readonly string[] | 'all';
  /** Whether parallel lines are drawn as one and lines of one kind share a port at a channel or store; they do if not said. */
  readonly bundle?: boolean;
  /** Which way it runs, unless the view says so itself: right for small designs and down for large ones if not said. */
  readonly direction?: 'right' | 'down';
}

/** Request: which pictures there are of a document's design, for menus. Parameters `PicturesParams`, result `Pictures`. */
export const picturesRequest = 'archlint/pictures';

export interface PicturesParams {
  readonly uri: string;
}

export interface Pictures {
  readonly views: readonly PictureChoice[];
  /** What has a state machine, those of the document first. */
  readonly orchestrators: readonly PictureChoice[];
}

export interface PictureChoice {
  readonly id: string;
  readonly title: string;
}

/**
 * Request: draw the state machine of an orchestrator. Parameters `StatesParams`, result `Diagram`, or `null` for a document whose design has none.
 * Nodes are of kind `step`, `undo`, `wait`, `start`, `done`, `failed`, `choice`, `bar` and `group`; edges of kind `next` and `fails`.
 * It is drawn anew at each request; `archlint/diagramChanged` says when.
 */
export const statesRequest = 'archlint/states';

export interface StatesParams {
  readonly uri: string;
  readonly theme: DiagramTheme;
  /** By identifier or name; without it the document's first. */
  readonly orchestrator?: string;
}

/**
 * Request: a picture as a file. Parameters `ExportParams`, result `ExportedDiagram`. Exports have a title, a legend and the findings below,
 * and carry their colours and their font with them.
 */
export const exportDiagramRequest = 'archlint/exportDiagram';

export type ExportFormat = 'svg' | 'png' | 'mmd' | 'd2' | 'dot' | 'json';

export interface ExportParams extends DiagramParams {
  readonly format: ExportFormat;
  /** The state machine of this orchestrator, by identifier or name, rather than the architecture. */
  readonly orchestrator?: string;
  /** Pixels of a PNG for each pixel of the picture: 1 if not said, at most 4. */
  readonly scale?: number;
}

export interface ExportedDiagram {
  /** A file name for it, made from the picture's title. */
  readonly fileName: string;
  readonly mediaType: string;
  /** The content: of a PNG as base64, of everything else as text. */
  readonly content: string;
  readonly encoding: 'text' | 'base64';
  /** What is missing from it, in a sentence for the user. */
  readonly notice?: string;
}

/** A picture with what a client needs to make it live: where everything is, and which text it came from. */
export interface Diagram {
  readonly uri: string;
  /** The document's version that was drawn, as the client counts them; `null` for a document that is not open. */
  readonly version: number | null;
  readonly title: string;
  /**
   * A complete SVG document, without script and without references to anything outside. Each node's and each edge's group element carries the
   * attribute `data-id` with the identifier used below.
   */
  readonly svg: string;
  /** The picture's size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly findings: readonly DiagramFinding[];
  /** What its shapes, lines and signs mean: of those that occur in it, in the order of a legend. */
  readonly legend: readonly LegendItem[];
  /**
   * How far the nodes that this picture shares with the one before it (of the same document and scope) have moved, in the median: a client that pans
   * along keeps the reader's place.
   */
  readonly moved?: { readonly x: number; readonly y: number };
  /** Why this picture is older than the text (the text is broken, or the layout took too long), in a sentence for the user. */
  readonly stale?: string;
}

/** A line of a legend. */
export interface LegendItem {
  readonly text: string;
  /** A complete SVG document that shows the sign; none for words alone. */
  readonly sign?: string;
  /** The sign's size in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** An element's shape. Positions and sizes are in the picture's own coordinates. */
export interface DiagramNode {
  readonly id: string;
  readonly name: string;
  /** The keyword that declares it, as `service`, or `group`. */
  readonly kind: string;
  /** The identifier of the group around it, if any. */
  readonly group?: string;
  /** Of a closed group: how many elements are in it. */
  readonly elements?: number;
  readonly technology?: string;
  readonly tags: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** What a screen reader says of it beyond kind and name: technology, description. */
  readonly description?: string;
  /** Its declaration. */
  readonly source: Location;
}

/** A line between two shapes. Position and size are those of the box around all its bends, in the picture's own coordinates. */
export interface DiagramEdge {
  readonly id: string;
  /** The identifiers of the nodes it joins. */
  readonly from: string;
  readonly to: string;
  /** `call`, `message`, `subscription`, `read`, `write`, `read-write`, `uses`, `dead-letter`, `redrive`. */
  readonly kind: string;
  /** The text beside the line. */
  readonly label?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The statements that say it, the one to go to first. */
  readonly sources: readonly Location[];
}

/** A finding as the picture shows it. */
export interface DiagramFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
  /** The node or edge that carries its badge; none for a finding without a place in the picture. */
  readonly on?: string;
  readonly source: Location;
}

/** Request: what is known of a part of a picture. Parameters `DetailsParams`, result `PartFacts`, or `null` for a part that is not there. */
export const detailsRequest = 'archlint/details';

export interface DetailsParams {
  /** The document whose picture it is. */
  readonly uri: string;
  /** The node's or edge's identifier. */
  readonly id: string;
  /** Of an edge: the nodes that it joins. */
  readonly line?: { readonly from: string; readonly to: string };
}

/** What the design knows of a part: of an element its facts, of a line what holds on its way. */
export interface PartFacts {
  readonly description?: string;
  /** Owner, notes, tags: a line each. */
  readonly said: readonly string[];
  readonly facts: readonly PartFact[];
}

/** Something that holds, and who says so if that is not the part itself. */
export interface PartFact {
  /** As `retention`; empty where the value says it all, as `at-least-once` does. */
  readonly word: string;
  readonly value: string;
  readonly origin?: string;
}

/** Request: draw a design that stands in another document, by itself. Parameters `SnippetParams`, result `DrawnSnippet`. */
export const drawSnippetRequest = 'archlint/drawSnippet';

export interface SnippetParams {
  readonly text: string;
  readonly theme: DiagramTheme;
}

export interface DrawnSnippet {
  /** A complete SVG document in the editor's colours; `null` if there is nothing to draw. */
  readonly svg: string | null;
  readonly findings: readonly SnippetFinding[];
}

export interface SnippetFinding {
  readonly rule: string;
  readonly severity: DiagramFinding['severity'];
  readonly message: string;
  /** Counted from 1, from the first line of the text. */
  readonly line: number;
  /** The rule's page. */
  readonly docs: string;
}

/** Which document's picture has changed. */
export interface DiagramChangedParams {
  readonly uri: string;
}
