import { describe } from 'vitest';
import { describeConversationStore } from './contracts/conversation-store.ts';
import { describeConversationBudgets } from './contracts/conversation-store-budgets.ts';
import { describeConversationKeeping } from './contracts/conversation-store-kept.ts';
import { describeConversationOutbox } from './contracts/conversation-store-outbox.ts';
import { sqliteConversations, suitePostgres } from './support/conversation-databases.ts';
import { postgresMissing } from './support/postgres.ts';

describeConversationStore(sqliteConversations);
describeConversationOutbox(sqliteConversations);
describeConversationBudgets(sqliteConversations);
describeConversationKeeping(sqliteConversations);

const suffix = postgresMissing ? ` (skipped: ${postgresMissing})` : '';
describe.skipIf(postgresMissing)(`on a server${suffix}`, () => {
  const { driver } = suitePostgres();
  describeConversationStore(driver);
  describeConversationOutbox(driver);
  describeConversationBudgets(driver);
  describeConversationKeeping(driver);
});
