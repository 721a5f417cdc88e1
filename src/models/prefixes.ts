/** What stands before a question and before a passage. */
export interface Prefixes {
  query: string;
  passage: string;
}

/** How a model is told a question from a passage, and how much of a text it gets. */
export interface TextTreatment {
  /** What the model wants before a question and before a passage; by its name where absent. */
  prefixes?: Partial<Prefixes>;
  /** What the endpoint calls a passage in the request's `input_type`; not sent where absent. */
  inputType?: 'passage' | 'document';
  /** UTF-16 code units of a text, without its prefix, that are sent; the rest is left out. */
  maxCharacters?: number;
}

const E5: Prefixes = { query: 'query: ', passage: 'passage: ' };
const NONE: Prefixes = { query: '', passage: '' };

/** `e5` as a word of its own: intfloat/multilingual-e5-small, e5-large-v2, e5:base. */
const IS_E5 = /(^|[/_:-])e5([-_:]|$)/i;
/** E5 models that follow instructions, such as e5-mistral-7b-instruct, take a sentence and no fixed words. */
const FOLLOWS_INSTRUCTIONS = /instruct/i;

/**
 * The prefixes of a model: those that are set, else by its name. E5's are those of its model card; without
 * them its vectors are worse than they need be, and nothing says so. An endpoint that is told what a text
 * is by `input_type` puts its model's own words before it, so that nothing is added here.
 */
export function prefixesFor(model: string, { prefixes, inputType }: TextTreatment): Prefixes {
  const isPlainE5 = IS_E5.test(model) && !FOLLOWS_INSTRUCTIONS.test(model);
  const usual = isPlainE5 && inputType === undefined ? E5 : NONE;
  return { query: prefixes?.query ?? usual.query, passage: prefixes?.passage ?? usual.passage };
}

/**
 * What tells the vectors of a model from those of another treatment or model. Not the address: endpoints
 * move. The name alone where nothing else is done.
 */
export function identityFor(model: string, treatment: TextTreatment): string {
  const { query, passage } = prefixesFor(model, treatment);
  const { inputType, maxCharacters } = treatment;
  const text = JSON.stringify({
    query: query || undefined,
    passage: passage || undefined,
    inputType,
    maxCharacters,
  });
  return text === '{}' ? model : `${model} ${text}`;
}
