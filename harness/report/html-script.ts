/**
 * The script of report.html: language, search and filters, links into closed parts, printing. The page can be read without it.
 * What is searched in is gathered while nothing else is to be done, so that the first search of a large report is quick too.
 */
export const HTML_SCRIPT = `
(() => {
  const root = document.documentElement;
  const buttons = [...document.querySelectorAll('[data-set-lang]')];
  const show = (language) => {
    root.lang = language;
    root.dataset.lang = language;
    document.title = document.querySelector('h1 span[lang="' + language + '"]').textContent;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.setLang === language));
  };
  for (const button of buttons) button.addEventListener('click', () => show(button.dataset.setLang));
  document.querySelector('.languages').hidden = false;
  const form = document.querySelector('form.filters');
  const scenarios = [...document.querySelectorAll('details.scenario')];
  const texts = new Map();
  const textOf = (scenario) => {
    if (!texts.has(scenario)) texts.set(scenario, scenario.textContent.toLowerCase());
    return texts.get(scenario);
  };
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));
  const prepare = (at) => {
    if (at >= scenarios.length) return;
    idle(() => { textOf(scenarios[at]); prepare(at + 1); });
  };
  addEventListener('load', () => prepare(0));
  const filter = () => {
    const words = form.elements['filter-text'].value.toLowerCase().split(/\\s+/).filter(Boolean);
    const status = form.elements.status.value;
    const area = form.elements.area.value;
    let shown = 0;
    for (const scenario of scenarios) {
      // The list stands before the timeline: a search for its items would go through all exchanges.
      const checks = [...scenario.querySelector('.checks').children];
      for (const check of checks) check.hidden = status !== '' && check.dataset.status !== status;
      const fits = (area === '' || scenario.dataset.area === area)
        && (status === '' || checks.some((check) => !check.hidden))
        && words.every((word) => textOf(scenario).includes(word));
      scenario.hidden = !fits;
      if (fits) shown += 1;
    }
    form.querySelector('.shown').textContent = String(shown);
  };
  let waiting = 0;
  form.addEventListener('input', (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, event.target.type === 'search' ? 150 : 0);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  form.hidden = false;
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest('[hidden]')) { form.reset(); filter(); }
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = scenarios.filter((details) => !details.open);
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of closed) details.open = false; });
})();
`;
