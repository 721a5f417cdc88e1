// Shows the cards that fit the three choices, and says how many. Runs in the report; without it all are shown.
const filter = document.getElementById('filter');
if (filter) {
  const cards = [...document.querySelectorAll('#cards > article')];
  const shown = document.getElementById('shown');
  const apply = () => {
    const { type, language, fault } = Object.fromEntries(new FormData(filter));
    let count = 0;
    for (const card of cards) {
      const fits =
        (type === '' || card.dataset.type === type) &&
        (language === '' || card.dataset.language === language) &&
        (fault === '' || card.dataset.faults.split(' ').includes(fault));
      card.hidden = !fits;
      count += Number(fits);
    }
    shown.textContent = `显示 ${count} / ${cards.length} shown`;
  };
  filter.hidden = false;
  filter.addEventListener('input', apply);
  filter.addEventListener('submit', (event) => event.preventDefault());
  apply();
}
// A mark that leads into a folded question opens it.
const open = () =>
  document.getElementById(location.hash.slice(1))?.closest('details')?.setAttribute('open', '');
addEventListener('hashchange', open);
open();
