export { attribute } from '../verification/attribute.ts';
export { looseFigures } from '../verification/loose-figures.ts';
export { marksOf, withoutMarks } from '../verification/marks.ts';
