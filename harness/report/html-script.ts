/** The script of report.html: language, links into closed parts, printing. The page can be read without it. */
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
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details.scenario:not([open])')];
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of closed) details.open = false; });
})();
`;
