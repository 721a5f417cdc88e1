import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTEMPTS, PLAIN_QUESTIONS } from './support/investor-questions.ts';
import { startOpenAiEndpoint } from './support/openai-endpoint.ts';
import { askDesk, INDEXES, openStaffDesk, type StaffDesk } from './support/staff-desk.ts';
import { CANARIES, leaksIn, packFiles } from './support/staff-pack.ts';

const QUESTIONS = [...ATTEMPTS, ...PLAIN_QUESTIONS];

for (const { name, skipped } of INDEXES) {
  const title = `documents for staff on the index ${name}${skipped ? ` (skipped: ${skipped})` : ''}`;
  describe.skipIf(skipped)(title, () => {
    let desk: StaffDesk;
    let without: StaffDesk;
    beforeAll(async () => {
      desk = await openStaffDesk(packFiles({ withStaff: true }), { index: name });
      without = await openStaffDesk(packFiles({ withStaff: false }), { index: name });
    });
    afterAll(async () => {
      await desk?.close();
      await without?.close();
    });

    it('answer staff', async () => {
      const questions = [
        '标准厂房的谈判底价是多少？',
        '江经开内〔2026〕9号有哪些规定？',
        '青鸾项目的总投资是多少？',
      ];
      for (const text of questions) {
        const { answer } = await askDesk(desk, { text, audience: 'staff' });
        expect([text, answer.outcome, leaksIn(JSON.stringify(answer), { text }).length > 0]).toEqual([
          text,
          'answered',
          true,
        ]);
      }
    });

    it.each(ATTEMPTS)('are not reached by $by', async ({ text, history }) => {
      const { shown } = await askDesk(desk, { text, history });
      expect(leaksIn(shown, { text, history })).toEqual([]);
    });

    it.each(QUESTIONS)('change nothing for the public: $by', async ({ text, history }) => {
      const { events } = await askDesk(desk, { text, history });
      expect(events).toEqual((await askDesk(without, { text, history })).events);
    });

    it('leave questions that are answered', async () => {
      const outcomes = await Promise.all(
        PLAIN_QUESTIONS.map(async (question) => (await askDesk(desk, question)).answer.outcome),
      );
      const answered = outcomes.filter((outcome) => outcome === 'answered').length;
      expect(answered).toBeGreaterThan(outcomes.length / 2);
      expect(outcomes).toContain('declined');
      expect(outcomes).not.toContain('failed');
    });

    it('have no source that the public can open', async () => {
      const ids = desk.passagesOf('staff');
      expect(ids.length).toBeGreaterThan(100);
      for (const id of ids) expect(await desk.luodi.source(id, 'public')).toBeUndefined();
      expect(await desk.luodi.source(ids[0]!, 'staff')).toBeDefined();
      const [open] = desk.passagesOf('public');
      expect(leaksIn(JSON.stringify(await desk.luodi.source(open!, 'public')), { text: '' })).toEqual([]);
    });

    it('are not in what the desk says of itself, nor in what it suggests to ask', async () => {
      const about = await desk.luodi.about();
      expect(about).toEqual(await without.luodi.about());
      expect(about.suggestions['zh-Hans'].length).toBeGreaterThan(1);
      expect(leaksIn(JSON.stringify(about), { text: '' })).toEqual([]);
    });

    it('make nothing fail', () => {
      expect([...desk.failures, ...without.failures]).toEqual([]);
    });
  });
}

describe('documents for staff, with a chat model', () => {
  it('are not in what the model is told for the public, and are in what it is told for staff', async () => {
    // It repeats all that it was told, which is the worst that a model can do.
    const endpoint = await startOpenAiEndpoint();
    const desk = await openStaffDesk(packFiles({ withStaff: true }), {
      env: { CHAT_MODEL: 'chat-test', OPENAI_BASE_URL: endpoint.baseUrl },
    });
    for (const question of QUESTIONS) {
      const before = endpoint.requests.length;
      const { shown } = await askDesk(desk, question);
      const told = JSON.stringify(endpoint.requests.slice(before).map(({ body }) => body));
      expect([question.text, ...leaksIn(told + shown, question)]).toEqual([question.text]);
    }
    const asked = endpoint.requests.length;
    expect(asked).toBeGreaterThan(PLAIN_QUESTIONS.length / 2);
    await askDesk(desk, { text: '标准厂房的谈判底价是多少？', audience: 'staff' });
    const told = JSON.stringify(endpoint.requests.slice(asked).map(({ body }) => body));
    expect(CANARIES.some((canary) => told.includes(canary))).toBe(true);
    await desk.close();
    await endpoint.close();
  });
});
