import { z } from 'zod';

/** A question with what a right answer to it must hold. */
export const goldSchema = z.object({
  id: z.union([z.string(), z.number()]),
  lang: z.string().optional(),
  /** What kind of question it is, as its writers call it. */
  type: z.string().default('question'),
  question: z.string(),
  history: z.array(z.string()).default([]),
  audience: z.enum(['public', 'staff']).optional(),
  as_of: z.iso.date().optional(),
  outcome: z.enum(['answered', 'declined', 'handoff', 'smalltalk', 'failed']),
  /** Groups of acceptable strings; one of every group has to be in the answer. */
  must: z.array(z.array(z.string()).min(1)).default([]),
  forbid: z.array(z.string()).default([]),
  /** What has to stand in the quote of a citation. */
  evidence: z.string().optional(),
});
export type Gold = z.infer<typeof goldSchema>;
