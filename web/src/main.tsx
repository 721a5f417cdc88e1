import { render } from 'preact';
import { App } from './app.tsx';
import './styles/tokens.css';
import './styles/page.css';
import './styles/contact.css';
import './styles/desk.css';
import './styles/welcome.css';
import './styles/conversation.css';
import './styles/outcomes.css';
import './styles/computed.css';
import './styles/sources.css';
import './styles/source-panel.css';
import './styles/composer.css';
import './styles/embedded.css';
import './styles/print.css';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no element with the id "page".');
render(<App />, page);
