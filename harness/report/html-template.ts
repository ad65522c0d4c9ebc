/**
 * The templates of report.html (eta). `<%= %>` escapes, `<%~ %>` is used for the page's own markup only: what `say`,
 * `both` and `include` give. Everything that a connector sent passes through `<%= %>`.
 */
export const HTML_TEMPLATES: Readonly<Record<string, string>> = {
  '@before-scenarios': `<!doctype html>
<html lang="<%= it.language %>" data-lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="<%= it.policy %>">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title><%= it.title %></title>
<style><%~ it.style %></style>
</head>
<body>
<a class="skip-link" href="#content"><%~ it.say('report.skip-link') %></a>
<header class="top"><div class="page">
<h1><%~ it.say(it.words.title) %></h1>
<div class="languages" role="group" aria-label="Langue / Language" hidden>
<button type="button" lang="fr" data-set-lang="fr" aria-pressed="<%= it.language === 'fr' %>">Français</button>
<button type="button" lang="en" data-set-lang="en" aria-pressed="<%= it.language === 'en' %>">English</button>
</div></div></header>
<main class="page" id="content">
<%~ include('@summary', it) %>
<%~ include('@attention', it) %>
<%~ include('@list', it) %>
<section aria-labelledby="details"><h2 id="details"><%~ it.say('report.details') %></h2>
<%~ include('@filters', it) %>
`,
  '@after-scenarios': `
</section>
<%~ include('@coverage', it) %>
<%~ include('@settings', it) %>
<%~ include('@legend', it) %>
</main>
<footer class="page"><p><%~ it.say(it.words.disclaimer) %></p><p><%~ it.say('report.secrets') %></p></footer>
<script><%~ it.script %></script>
</body>
</html>
`,
  '@badge': `<span class="badge <%= it.status %>"><%= it.mark(it.status) %> <%~ it.say('report.status-' + it.status) %></span>`,
  '@summary': `<section aria-labelledby="summary"><h2 id="summary"><%~ it.say('report.summary') %></h2>
<% for (const heading of it.words.headings) { %><p class="notice"><strong><%~ it.say(heading) %></strong></p><% } %>
<div class="verdict <%= it.report.result %>"><strong><%~ it.say(it.words.result) %></strong>
<p><%~ it.say(it.words.means) %></p>
<% if (it.partial !== '') { %><p><strong><%~ it.say('report.partial', { requirements: it.partial }) %></strong></p><% } %>
<% if (it.report.finishedAt === null) { %><p><%~ it.say('report.unfinished') %></p><% } %></div>
<% for (const trouble of it.report.troubles) { %><p><%~ include('@badge', { ...it, status: 'skip' }) %> <%~ it.trouble(trouble) %></p><% } %>
<p class="notice"><%~ it.say(it.words.disclaimer) %></p>
<div class="wide" role="region" tabindex="0" aria-labelledby="tally"><table class="tally"><caption class="soft" id="tally"><%~ it.say('report.tally') %></caption>
<thead><tr><td></td><% for (const column of it.tally) { %><th scope="col"><%~ include('@badge', { ...it, status: column.status }) %></th><% } %></tr></thead>
<tbody><tr><th scope="row"><%~ it.say('report.scenarios') %></th><% for (const column of it.tally) { %><td><%= column.scenarios %></td><% } %></tr>
<tr><th scope="row"><%~ it.say('report.checks') %></th><% for (const column of it.tally) { %><td><%= column.checks %></td><% } %></tr></tbody></table></div>
<h3><%~ it.say('report.about') %></h3>
<dl><% for (const field of it.fields) { %><dt><%~ it.say(field.label) %></dt><dd<%~ field.mono ? ' class="mono"' : '' %>><%~ field.html %></dd><% } %></dl>
</section>
`,
  '@attention': `<section aria-labelledby="attention"><h2 id="attention"><%~ it.say('report.to-look-at') %></h2>
<% if (it.attention.length === 0) { %><p><%~ it.say('report.nothing-to-look-at') %></p><% } else { %>
<div class="wide" role="region" tabindex="0" aria-labelledby="attention"><table><thead><tr><th scope="col"><%~ it.say('report.status') %></th><th scope="col"><%~ it.say('report.check') %></th><th scope="col"><%~ it.say('report.reason') %></th></tr></thead><tbody>
<% for (const row of it.attention) { %><tr><td><%~ include('@badge', { ...it, status: row.status }) %></td><td><a href="#<%= row.anchor %>"><code><%= row.check %></code></a></td><td><%~ row.html %></td></tr><% } %>
</tbody></table></div><% } %></section>
`,
  '@list': `<section aria-labelledby="list"><h2 id="list"><%~ it.say('report.scenarios') %></h2>
<div class="wide" role="region" tabindex="0" aria-labelledby="list"><table><thead><tr><th scope="col"><%~ it.say('report.status') %></th><th scope="col"><%~ it.say('report.scenario') %></th><th scope="col" class="number"><%~ it.say('report.checks') %></th><th scope="col" class="number"><%~ it.say('report.duration') %></th></tr></thead><tbody>
<% for (const scenario of it.report.scenarios) { %><tr><td><%~ include('@badge', { ...it, status: it.shown(scenario) }) %></td>
<td><a href="#<%= it.anchor(scenario) %>"><%~ it.both(scenario.title) %></a><br><code class="soft"><%= scenario.id %></code></td>
<td class="number"><%= scenario.verdicts.length %></td><td class="number"><%~ it.duration(scenario.durationMs) %></td></tr><% } %>
</tbody></table></div></section>
`,
  '@filters': `<form class="filters" role="search" aria-labelledby="filters" hidden><h3 id="filters"><%~ it.say('report.filters') %></h3>
<p><label for="filter-text"><%~ it.say('report.filter-text') %></label> <input type="search" id="filter-text" autocomplete="off" spellcheck="false"></p>
<fieldset><legend><%~ it.say('report.filter-status') %></legend><label><input type="radio" name="status" value="" checked> <%~ it.say('report.filter-all') %></label>
<% for (const column of it.tally) { if (column.checks > 0) { %><label><input type="radio" name="status" value="<%= column.status %>"> <%~ it.mark(column.status) %> <%~ it.say('report.status-' + column.status) %> (<%= column.checks %>)</label><% } } %></fieldset>
<fieldset><legend><%~ it.say('report.filter-area') %></legend><label><input type="radio" name="area" value="" checked> <%~ it.say('report.filter-all') %></label>
<% for (const area of it.areas) { %><label><input type="radio" name="area" value="<%= area %>"> <%= area %></label><% } %></fieldset>
<p><button type="reset"><%~ it.say('report.filter-reset') %></button> <span role="status"><%~ it.say('report.filter-shown') %><%~ it.say('report.colon') %> <span class="shown"><%= it.report.scenarios.length %></span> / <%= it.report.scenarios.length %></span></p></form>
`,
  '@scenario': `<details class="scenario" data-area="<%= it.scenario.area %>" id="<%= it.anchor(it.scenario) %>"<%~ it.isOpen(it.scenario) ? ' open' : '' %>>
<summary><%~ include('@badge', { ...it, status: it.shown(it.scenario) }) %><h3><%~ it.both(it.scenario.title) %></h3><code class="id"><%= it.scenario.id %></code></summary>
<p><%~ it.both(it.scenario.purpose) %></p>
<% if (it.scenario.status === 'fail') { %><p><strong><%~ it.say('report.failure-means') %></strong> <%~ it.both(it.scenario.failureMeans) %></p><% } %>
<% for (const trouble of it.scenario.troubles) { %><p><%~ include('@badge', { ...it, status: 'skip' }) %> <%~ it.trouble(trouble) %></p><% } %>
<h4><%~ it.say('report.checks') %></h4>
<ul class="checks"><% for (const verdict of it.scenario.verdicts) { %><%~ include('@verdict', { ...it, verdict }) %><% } %></ul>
<h4><%~ it.say('report.timeline') %></h4>
<p class="soft"><%~ it.say('report.attempt', { attempt: it.scenario.attempt }) %>, <%~ it.say('report.journal-range', it.scenario.journal) %>, <%~ it.duration(it.scenario.durationMs) %></p>
<% if (it.scenario.timeline.length === 0) { %><p><%~ it.say('report.timeline-empty') %></p><% } else { %>
<ol class="timeline"><% for (const item of it.visible(it.scenario.timeline)) { %><li id="<%= it.entryAnchor(it.scenario, item.seq) %>"><%~ include('@' + item.kind, { ...it, item }) %></li><% } %></ol><% } %>
</details>
`,
  '@verdict': `<li data-status="<%= it.shown(it.verdict) %>" id="<%= it.checkAnchor(it.verdict, it.scenario.attempt) %>"><div class="head"><%~ include('@badge', { ...it, status: it.shown(it.verdict) }) %><code><%= it.verdict.slug %></code>
<%~ it.checkTitle(it.verdict) %>
<% if (it.verdict.judged > 0) { %><span class="soft"><%~ it.say('report.judged-count', { count: it.verdict.judged }) %></span><% } %>
<span><% for (const id of it.verdict.requirements) { %><a href="#<%= it.requirementAnchor(id) %>"><code><%= id %></code></a> <% } %></span></div>
<% if (it.verdict.skip !== null) { %><p><%~ it.skip(it.verdict.skip) %></p><% } %>
<% if (it.verdict.error !== null) { %><details><summary><%~ it.say('report.our-bug') %></summary><pre><%= it.verdict.error %></pre></details><% } %>
<% for (const group of it.groups(it.verdict)) { const finding = group.first; %><div class="finding<%= finding.level === 'warning' ? ' of-warning' : '' %>"><p><%~ it.group(group) %></p>
<dl><dt><%~ it.say('report.expected') %></dt><dd><%= finding.expected %></dd><dt><%~ it.say('report.seen') %></dt><dd><%= finding.seen %></dd>
<dt><%~ it.say('report.where') %></dt><dd><%= finding.where %><% if (finding.entry !== null) { %> · <a href="#<%= it.entryAnchor(it.scenario, finding.entry) %>"><%~ it.say('report.at-entry', { entry: finding.entry }) %></a><% } %></dd>
<dt><%~ it.say('report.rule') %></dt><dd><%~ it.rule(finding.requirement) %></dd>
<% const requirement = it.requirement(finding.requirement); if (requirement) { %><dt><%~ it.say('report.mend') %></dt><dd><%~ it.both(requirement.mend) %></dd><% } %></dl>
<% if (group.others.length > 0) { %><details class="places"><summary><%~ it.say('report.also-at') %></summary><ul><% for (const other of group.others) { %><li><code><%= other.where %></code><% if (other.entry !== null) { %> · <a href="#<%= it.entryAnchor(it.scenario, other.entry) %>"><%~ it.say('report.at-entry', { entry: other.entry }) %></a><% } %><%~ it.say('report.colon') %> <%= other.seen %></li><% } %></ul></details><% } %></div><% } %>
<% if (it.verdict.window !== null && it.verdict.status === 'fail') { %><p class="soft"><%~ it.window(it.verdict.window) %></p><% } %></li>
`,
  '@stimulus': `<div class="ask"><details><summary><span class="when"><%= it.clock(it.item.at) %> · #<%= it.item.seq %></span> <strong><%~ it.asked(it.item.body) %></strong></summary><pre><%= it.json(it.item.body) %></pre></details></div>`,
  '@connector-exit': `<div class="ask"><span class="when"><%= it.clock(it.item.at) %> · #<%= it.item.seq %></span> <strong><%~ it.ended(it.item) %></strong></div>`,
  '@note': `<span class="when"><%= it.clock(it.item.at) %> · #<%= it.item.seq %></span> <span class="soft line"><%= it.item.entry %><%= it.item.detail === '' ? '' : ': ' + it.item.detail %></span>`,
  '@handshake-failure': `<details><summary><span class="when"><%= it.clock(it.item.at) %> · #<%= it.item.seq %></span> <span class="status bad"><%~ it.handshake(it.item) %></span> <code><%= it.item.cause %></code></summary>
<dl><dt>Code</dt><dd class="mono"><%= it.item.code %></dd></dl><%~ include('@tls', { ...it, tls: it.item.tls }) %></details>`,
  '@exchange': `<details><summary class="line"><span class="when"><%= it.clock(it.item.at) %> · #<%= it.item.seq %></span> <code><strong><%= it.item.request.method %></strong> <%= it.item.request.target %></code>
→ <span class="status <%= it.item.answer.status < 400 ? 'good' : 'bad' %>"><%= it.item.answer.status %></span> <span class="soft"><%~ it.say('report.listener-' + it.item.listener) %></span></summary>
<% if (it.item.cause !== null) { %><h5><%~ it.say('report.cause') %></h5><dl><dt>Code</dt><dd class="mono"><%= it.item.cause.code %></dd>
<% if (it.item.cause.expected) { %><dt><%~ it.say('report.expected') %></dt><dd><%= it.item.cause.expected %></dd><% } %><% if (it.item.cause.seen) { %><dt><%~ it.say('report.seen') %></dt><dd><%= it.item.cause.seen %></dd><% } %>
<% if (it.item.cause.where) { %><dt><%~ it.say('report.where') %></dt><dd><%= it.item.cause.where %></dd><% } %><% if (it.item.cause.requirement) { %><dt><%~ it.say('report.rule') %></dt><dd><%~ it.rule(it.item.cause.requirement) %></dd><% } %></dl><% } %>
<% if (it.item.notices.length > 0) { %><h5><%~ it.say('report.notices') %></h5><ul><% for (const notice of it.item.notices) { %><li><code><%= notice.requirement %></code> <%= notice.where %> · <%~ it.say('report.seen') %><%~ it.say('report.colon') %> <%= notice.seen %> · <%~ it.say('report.expected') %><%~ it.say('report.colon') %> <%= notice.expected %></li><% } %></ul><% } %>
<%~ include('@tls', { ...it, tls: it.item.tls }) %>
<div class="sides"><div><h5><%~ it.say('report.request') %></h5><pre><%= it.item.request.method %> <%= it.item.request.target %> HTTP/<%= it.item.request.httpVersion %>
<% for (const [name, value] of it.item.request.headers) { %><%= name %>: <%= value %>
<% } %></pre><%~ include('@body', { ...it, body: it.item.request.body }) %></div>
<div><h5><%~ it.say('report.answer') %></h5><pre><%= it.item.answer.status %>
<% for (const [name, value] of it.item.answer.headers) { %><%= name %>: <%= value %>
<% } %></pre><%~ include('@body', { ...it, body: it.item.answer.body }) %></div></div></details>`,
  '@tls': `<dl><dt><%~ it.say('report.tls') %></dt><dd><%= [it.tls.version, it.tls.cipher].filter(Boolean).join(', ') || '–' %><% if (it.tls.serverName) { %>, SNI <%= it.tls.serverName %><% } %><% if (it.tls.resumed) { %>, <%~ it.say('report.tls-resumed') %><% } %></dd>
<% if (it.tls.verification !== null) { %><dt><%~ it.say('report.tls-client') %></dt><dd><% if (it.tls.peerSubjectDn === null) { %><%~ it.say('report.tls-none') %><% } else { %><code><%= it.tls.peerSubjectDn %></code> (<%= it.tls.verification %>)<% } %></dd><% } %></dl>`,
  '@body': `<% if (it.body.form === 'none') { %><p class="soft"><%~ it.say('report.no-body') %></p><% } else if (it.body.form === 'resource') { %><p><%~ it.say('report.body-resource', { content: it.body.content }) %></p><% } else { const shown = it.pretty(it.body); %><pre><%= shown.text %></pre><% if (shown.isFormatted) { %><p class="soft"><%~ it.say('report.body-formatted') %></p><% } %><% } %>
<% if (it.body.form !== 'none') { %><p class="soft mono"><%~ it.say('report.body-facts', { bytes: it.body.bytes, sha256: it.body.sha256 }) %><% if (it.body.truncated) { %> · <%~ it.say('report.body-truncated') %><% } %></p><% } %>`,
  '@coverage': `<section aria-labelledby="coverage"><h2 id="coverage"><%~ it.say('report.coverage') %></h2><p class="soft"><%~ it.say('report.coverage-means') %></p>
<div class="wide" role="region" tabindex="0" aria-labelledby="coverage"><table><thead><tr><th scope="col"><%~ it.say('report.requirement') %></th><th scope="col"><%~ it.say('report.status') %></th><th scope="col"><%~ it.say('report.rule') %></th><th scope="col"><%~ it.say('report.source') %></th></tr></thead><tbody>
<% for (const row of it.coverage) { %><tr id="<%= it.requirementAnchor(row.requirement.id) %>"><th scope="row"><code><%= row.requirement.id %></code></th><td><span class="badge <%= row.status %>"><%= it.mark(row.status) %> <%~ it.say(row.label) %></span></td>
<td><%~ it.both(row.requirement.text) %></td><td><span class="soft"><%~ it.say('report.basis-' + row.requirement.basis) %></span><br><%= row.requirement.source %> (<%= row.requirement.version %>)</td></tr><% } %>
</tbody></table></div></section>
`,
  '@settings': `<section aria-labelledby="settings"><h2 id="settings"><%~ it.say('report.settings') %></h2>
<div class="wide" role="region" tabindex="0" aria-labelledby="settings"><table><thead><tr><th scope="col"><%~ it.say('report.setting') %></th><th scope="col"><%~ it.say('report.value') %></th></tr></thead><tbody>
<% for (const [name, value] of Object.entries(it.report.header.settings)) { %><tr><th scope="row"><code><%= name %></code></th><td class="mono"><%= String(value) %></td></tr><% } %></tbody></table></div></section>
`,
  '@legend': `<section aria-labelledby="legend"><h2 id="legend"><%~ it.say('report.legend') %></h2>
<dl><% for (const status of it.statuses) { %><dt><%~ include('@badge', { ...it, status }) %></dt><dd><%~ it.say('report.status-' + status + '-means') %></dd><% } %></dl></section>
`,
};
