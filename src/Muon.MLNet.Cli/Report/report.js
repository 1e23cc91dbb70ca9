'use strict';
(() => {
  const number = new Intl.NumberFormat('en-US');
  const percent = share => Number.isFinite(share) ? (100 * share).toFixed(1) + ' %' : '–';

  // Line charts: the nearest stop to the pointer, or the next one by the arrow keys.
  for (const figure of document.querySelectorAll('figure.chart')) {
    const data = figure.querySelector('script[type="application/json"]');
    if (!data) { continue; }
    const stops = JSON.parse(data.textContent);
    const svg = figure.querySelector('svg');
    const cursor = svg.querySelector('.cursor');
    const readout = figure.querySelector('.readout');
    let at = -1;
    const show = i => {
      at = Math.max(0, Math.min(stops.length - 1, i));
      cursor.setAttribute('x1', stops[at][0]);
      cursor.setAttribute('x2', stops[at][0]);
      cursor.setAttribute('visibility', 'visible');
      readout.textContent = stops[at][1];
    };
    svg.addEventListener('pointermove', event => {
      const x = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()).x;
      let best = 0;
      stops.forEach((stop, i) => { if (Math.abs(stop[0] - x) < Math.abs(stops[best][0] - x)) { best = i; } });
      show(best);
    });
    svg.addEventListener('keydown', event => {
      const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: stops.length - 1 }[event.key];
      if (next !== undefined) { event.preventDefault(); show(next); }
    });
  }

  // What is folded is printed too.
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(details => { details.open = true; }));

  // Tables that sort: by number where cells have one, else by text; what is no number goes last.
  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => head.querySelector('button').addEventListener('click', () => {
      const isNumber = head.classList.contains('n');
      const before = head.getAttribute('aria-sort');
      const sign = before ? (before === 'ascending' ? -1 : 1) : (isNumber ? -1 : 1);
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
      const value = row => Number.parseFloat(row.cells[column].dataset.v);
      const compare = (a, b) => {
        if (!isNumber) { return sign * a.cells[column].textContent.localeCompare(b.cells[column].textContent); }
        const [x, y] = [value(a), value(b)];
        return Number.isNaN(x) || Number.isNaN(y) ? Number.isNaN(x) - Number.isNaN(y) : sign * (x - y);
      };
      table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
    }));
  }

  const source = document.getElementById('confusion-data');
  if (!source) { return; }
  const { classes, cells } = JSON.parse(source.textContent);
  const counts = new Map(cells.map(([r, c, n]) => [r * classes.length + c, n]));
  const rows = new Array(classes.length).fill(0);
  const columns = new Array(classes.length).fill(0);
  for (const [r, c, n] of cells) { rows[r] += n; columns[c] += n; }
  const readout = document.getElementById('confusion-readout');
  const tell = (r, c) => {
    const n = counts.get(r * classes.length + c) ?? 0;
    const what = r === c ? `${classes[r]}, right: ` : `${classes[r]} taken for ${classes[c]}: `;
    readout.textContent = `${what}${number.format(n)} of ${number.format(rows[r])} examples (${percent(n / rows[r])}), ${percent(n / columns[c])} of what is predicted as ${classes[c]}.`;
  };

  const table = document.getElementById('confusion-table');
  if (table) {
    const all = [...table.querySelectorAll('td[data-n]')];
    for (const cell of all) {
      cell.addEventListener('pointerenter', () => tell(+cell.dataset.r, +cell.dataset.c));
    }
    document.getElementById('confusion-choice').addEventListener('change', event => {
      for (const cell of all) {
        const [r, c, n] = [+cell.dataset.r, +cell.dataset.c, +cell.dataset.n];
        const byColumn = event.target.value === 'column';
        const share = n === 0 ? 0 : n / (byColumn ? columns[c] : rows[r]);
        cell.style.setProperty('--share', share);
        cell.classList.toggle('strong', share > 0.5);
        cell.textContent = event.target.value === 'count' ? number.format(n) : n === 0 ? '0' : (100 * share).toFixed(share < 0.1 ? 1 : 0) + '%';
      }
    });
  }

  const map = document.getElementById('confusion-map');
  if (!map) { return; }
  const confusions = cells.filter(([r, c]) => r !== c).sort((a, b) => b[2] - a[2] || a[0] - b[0] || a[1] - b[1]);
  const cross = map.querySelector('.cross');
  let row = 0, column = 0, place = -1;
  const go = (r, c) => {
    [row, column] = [Math.max(0, Math.min(classes.length - 1, r)), Math.max(0, Math.min(classes.length - 1, c))];
    const n = classes.length;
    cross.setAttribute('d', `M0 ${row}H${column}M${column + 1} ${row}H${n}M0 ${row + 1}H${column}M${column + 1} ${row + 1}H${n}M${column} 0V${row}M${column} ${row + 1}V${n}M${column + 1} 0V${row}M${column + 1} ${row + 1}V${n}`);
    tell(row, column);
  };
  const jump = by => {
    if (confusions.length === 0) { return; }
    place = (place + by + confusions.length) % confusions.length;
    go(confusions[place][0], confusions[place][1]);
  };
  map.addEventListener('pointermove', event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    go(Math.floor(point.y), Math.floor(point.x));
  });
  map.addEventListener('keydown', event => {
    const action = {
      ArrowLeft: () => go(row, column - 1), ArrowRight: () => go(row, column + 1), ArrowUp: () => go(row - 1, column), ArrowDown: () => go(row + 1, column),
      n: () => jump(1), p: () => jump(place < 0 ? 0 : -1),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action) { event.preventDefault(); action(); }
  });
})();
