import { attributeOf, childOf, childrenOf, type Element, nameOf, switchOf, within } from '../office/xml.ts';
import type { LeftOut } from './left-out.ts';
import { type CharacterLook, definedOnly, lookOf, type Style, type Styles } from './styles.ts';
import { raised, symbolOf, withoutPrivate } from './symbols.ts';

/** A field that is open: `HYPERLINK`, `SEQ`, `TOC`; its code is not text, its result is. */
interface Field {
  code: string;
  isInCode: boolean;
}

/** What goes on from one paragraph to the next. */
export interface InlineState {
  styles: Styles;
  fields: Field[];
  /** Whether every field that begins in the document also ends; only then a table of contents has an end. */
  hasWholeFields: boolean;
  leftOut: LeftOut;
}

/** The content of one paragraph. */
export interface Line {
  /** Lines that the author has broken are apart by "\n". */
  text: string;
  /** Whether all of it is bold; `false` without text. */
  isBold: boolean;
  /** Of the largest characters, in half points; 0 without text. */
  size: number;
  hasHidden: boolean;
  hasStruck: boolean;
  pictures: number;
  /** Text boxes that are anchored in it. */
  boxes: Element[];
  /** The notes it refers to, as {@link noteKey} names them. */
  notes: string[];
}

interface Walk extends InlineState {
  line: Line;
  look: CharacterLook;
  isRaised: boolean;
}

type Handler = (element: Element, walk: Walk) => void;

/** Properties, and what holds no text that is to be read: codes, readings above characters, marks of comments. */
const NOT_READ = /Pr$|PrChange$|^w:(?:delInstrText|delText|rt|annotationRef)$/;
const HANDLERS: Readonly<Record<string, Handler>> = {
  'w:r': addRun,
  'w:t': (element, walk) => addText(withoutPrivate(element.textContent ?? ''), walk),
  'w:tab': (_, walk) => addText('\t', walk),
  'w:ptab': (_, walk) => addText('\t', walk),
  'w:br': (_, walk) => addText('\n', walk),
  'w:cr': (_, walk) => addText('\n', walk),
  'w:noBreakHyphen': (_, walk) => addText('-', walk),
  'w:sym': addSymbol,
  'w:fldChar': addFieldMark,
  'w:instrText': addFieldCode,
  'w:fldSimple': addSimpleField,
  'w:del': countDeletion,
  'w:moveFrom': countDeletion,
  'w:commentReference': (_, { leftOut }) => {
    leftOut.comments += 1;
  },
  'w:footnoteReference': addNote,
  'w:endnoteReference': addNote,
  'w:sdt': (element, walk) => addChildren(contentOf(element), walk),
  'mc:AlternateContent': (element, walk) => addChildren(alternativeOf(element), walk),
  'w:drawing': addDrawing,
  'w:pict': addDrawing,
  'w:object': addDrawing,
  'm:t': (element, walk) => addText(element.textContent ?? '', walk),
  'm:sup': (element, walk) => addChildren(element, { ...walk, isRaised: true }),
  'm:f': (element, walk) => addText(`${termOf(element, 'm:num')}/${termOf(element, 'm:den')}`, walk),
};

/** Reads the text of a paragraph as it stands when all tracked changes are accepted. */
export function readLine(paragraph: Element, style: Style | undefined, state: InlineState): Line {
  const line: Line = {
    text: '',
    isBold: false,
    size: 0,
    hasHidden: false,
    hasStruck: false,
    pictures: 0,
    boxes: [],
    notes: [],
  };
  addChildren(paragraph, { ...state, line, look: style ?? {}, isRaised: false });
  if (line.hasHidden) state.leftOut.hidden += 1;
  if (line.hasStruck) state.leftOut.struck += 1;
  // A code that does not end within its paragraph is damaged, and must not swallow the document.
  for (const field of state.fields) field.isInCode = false;
  return line;
}

/** The content of a control such as a date picker; none while it shows only its prompt. */
export function contentOf(control: Element): Element | undefined {
  if (switchOf(childOf(control, 'w:sdtPr'), 'w:showingPlcHdr')) return undefined;
  return childOf(control, 'w:sdtContent');
}

/** The same content in several forms is read once, in the newest form. */
export function alternativeOf(element: Element): Element | undefined {
  return childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback');
}

/** Counts a deletion that has text; the pieces of one deletion stand side by side. */
export function countDeletion(element: Element, { leftOut }: Pick<InlineState, 'leftOut'>): void {
  const before = element.previousSibling;
  const goesOn = before?.nodeName === element.nodeName;
  if (!goesOn && (element.textContent ?? '').trim() !== '') leftOut.deletions += 1;
}

/** Names a note across the two kinds, which are numbered apart. */
export function noteKey(kind: 'footnote' | 'endnote', id: string): string {
  return `${kind} ${id}`;
}

function addChildren(parent: Element | undefined, walk: Walk): void {
  if (parent) for (const child of childrenOf(parent)) addElement(child, walk);
}

/** What has no handler is a wrapper: a link, an insertion, a smart tag, a formula. */
function addElement(element: Element, walk: Walk): void {
  const name = nameOf(element);
  const handler = HANDLERS[name];
  if (handler) handler(element, walk);
  else if (!NOT_READ.test(name)) addChildren(element, walk);
}

function addRun(run: Element, walk: Walk): void {
  const properties = childOf(run, 'w:rPr');
  const named = attributeOf(childOf(properties, 'w:rStyle'), 'val');
  const style = named === undefined ? undefined : walk.styles.find('character', named);
  const look = { ...walk.look, ...style, ...definedOnly(lookOf(properties)) };
  if (look.isHidden || look.isStruck) {
    const hasText = !within(run, 'w:t').next().done;
    walk.line[look.isHidden ? 'hasHidden' : 'hasStruck'] ||= hasText;
    return;
  }
  const isRaised = attributeOf(childOf(properties, 'w:vertAlign'), 'val') === 'superscript';
  const inRun = { ...walk, look, isRaised };
  for (const child of childrenOf(run)) {
    addElement(child, inRun);
    // Behind such a reference stands, in the same run, the mark its author chose instead of a number.
    if (/^(?:1|true|on)$/.test(attributeOf(child, 'customMarkFollows') ?? '')) return;
  }
}

function addText(text: string, walk: Walk): void {
  if (isSilent(walk)) return;
  const { line, look, styles } = walk;
  if (text.trim() !== '') {
    const isFirst = line.text.trim() === '';
    line.isBold = (isFirst || line.isBold) && look.isBold === true;
    line.size = Math.max(line.size, look.size ?? styles.size);
  }
  line.text += walk.isRaised ? raised(text) : text;
}

function isSilent({ fields, hasWholeFields }: InlineState): boolean {
  return fields.some(({ code, isInCode }) => isInCode || (hasWholeFields && isContents(code)));
}

/** Whether a field makes a table of contents or of figures. */
function isContents(code: string): boolean {
  return /^\s*TOC\b/i.test(code);
}

function addSymbol(element: Element, walk: Walk): void {
  const sign = symbolOf(attributeOf(element, 'font') ?? '', attributeOf(element, 'char') ?? '');
  if (sign === undefined) walk.leftOut.symbols += 1;
  else addText(sign, walk);
}

function addFieldMark(element: Element, { fields }: Walk): void {
  const type = attributeOf(element, 'fldCharType');
  const last = fields.at(-1);
  if (type === 'begin') fields.push({ code: '', isInCode: true });
  else if (type === 'separate' && last) last.isInCode = false;
  else if (type === 'end') fields.pop();
}

function addFieldCode(element: Element, { fields }: Walk): void {
  const last = fields.at(-1);
  if (last?.isInCode) last.code += element.textContent ?? '';
}

function addSimpleField(element: Element, walk: Walk): void {
  if (!isContents(attributeOf(element, 'instr') ?? '')) addChildren(element, walk);
}

function addNote(element: Element, walk: Walk): void {
  if (isSilent(walk)) return;
  const kind = nameOf(element) === 'w:endnoteReference' ? 'endnote' : 'footnote';
  walk.line.notes.push(noteKey(kind, attributeOf(element, 'id') ?? ''));
}

function addDrawing(element: Element, walk: Walk): void {
  const { line, leftOut } = walk;
  if (isSilent(walk)) return;
  const has = (name: string) => !within(element, name).next().done;
  line.boxes.push(...within(element, 'w:txbxContent'));
  if (has('a:blip') || has('v:imagedata')) line.pictures += 1;
  if (has('o:OLEObject')) leftOut.embedded += 1;
  for (const graphic of within(element, 'a:graphicData')) {
    if (/\/(?:diagram|chart\w*)$/.test(attributeOf(graphic, 'uri') ?? '')) leftOut.diagrams += 1;
  }
}

/** A term of a fraction, in brackets where it would read otherwise. */
function termOf(fraction: Element, name: string): string {
  const term = childOf(fraction, name)?.textContent ?? '';
  return /[+\-−]/.test(term) ? `(${term})` : term;
}
