import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import { describeRegisterStore, type Stores } from './contracts/register-store.ts';
import { describeRegisterDuplicates } from './contracts/register-store-duplicates.ts';
import { describeRegisterQueries } from './contracts/register-store-queries.ts';
import { temporaryDatabase } from './support/database.ts';

const SQLITE = {
  name: 'SQLite',
  open: async () => {
    const database = temporaryDatabase();
    const connect = (): Stores => {
      const connection = database.connect();
      return { knowledge: openKnowledgeStore(connection), registers: openRegisterStore(connection) };
    };
    return { ...connect(), reopen: async () => connect(), dispose: database.dispose };
  },
};

describeRegisterStore(SQLITE);
describeRegisterQueries(SQLITE);
describeRegisterDuplicates(SQLITE);
