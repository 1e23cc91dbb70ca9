namespace Muon.MLNet.Cli.Tests.Report;

/// <summary>What a page is asked in a browser.</summary>
internal static class PageScripts
{
    /// <summary>Block containers whose content is wider than they are, texts of charts that leave them, and texts of charts that touch.</summary>
    public const string Overflows = """
        () => {
          const bad = [];
          const root = document.documentElement;
          if (root.scrollWidth > root.clientWidth) { bad.push(`document ${root.scrollWidth} > ${root.clientWidth}`); }
          for (const e of document.body.querySelectorAll('*')) {
            if (e instanceof SVGElement || e.matches('.scroll, .absent, script') || getComputedStyle(e).display.startsWith('inline')) { continue; }
            if (e.clientWidth > 0 && e.scrollWidth > e.clientWidth) { bad.push(`${e.tagName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}: ${e.textContent.slice(0, 60)}`); }
          }
          for (const svg of document.querySelectorAll('.chart > svg')) {
            const box = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')].map(t => [t.getBoundingClientRect(), t.textContent]);
            texts.forEach(([t, text], i) => {
              if (t.left < box.left - 1 || t.right > box.right + 1 || t.bottom > box.bottom + 1 || t.top < box.top - 1) { bad.push(`${svg.parentNode.id}: ${text} leaves the chart`); }
              for (const [u, other] of texts.slice(i + 1)) {
                if (t.left < u.right && u.left < t.right && t.top + 2 < u.bottom && u.top + 2 < t.bottom) { bad.push(`${svg.parentNode.id}: ${text} touches ${other}`); }
              }
            });
          }
          return bad;
        }
        """;

    /// <summary>Texts whose contrast with what is behind them is less than WCAG AA asks for.</summary>
    public const string Contrast = """
        () => {
          const parse = text => { const n = text.match(/[\d.]+/g).map(Number); return text.startsWith('color(srgb') ? [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1] : [n[0], n[1], n[2], n[3] ?? 1]; };
          const behind = e => { if (!e) { return [255, 255, 255]; } const c = parse(getComputedStyle(e).backgroundColor); const under = c[3] === 1 ? c : behind(e.parentElement); return [0, 1, 2].map(i => c[3] * c[i] + (1 - c[3]) * under[i]); };
          const light = c => { const l = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
          const bad = new Set();
          for (const e of document.body.querySelectorAll('*')) {
            if (e.matches('script, .skip') || e instanceof SVGElement && !e.matches('text') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) { continue; }
            const style = getComputedStyle(e);
            const [a, b] = [light(parse(e.matches('text') ? style.fill : style.color).slice(0, 3)), light(behind(e))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) { bad.add(`${e.tagName}.${e.getAttribute('class')} ${ratio.toFixed(2)}: ${e.textContent.slice(0, 30)}`); }
          }
          return [...bad];
        }
        """;

    /// <summary>The charts, and how many marks of each can be seen.</summary>
    public const string Charts = """
        () => [...document.querySelectorAll('.chart, .map')].map(chart => {
          const svg = chart.matches('svg') ? chart : chart.querySelector(':scope > svg');
          const marks = svg ? [...svg.querySelectorAll('path.line, rect.t0, rect.t1, rect.t2, rect.t3, path.hit, path.miss')].filter(m => { const b = m.getBoundingClientRect(); return b.width + b.height > 1; }) : [];
          return { id: chart.id, marks: marks.length + (svg ? svg.querySelectorAll('circle.dot').length : 0) };
        })
        """;

    /// <summary>The cells of the confusion matrix.</summary>
    public const string Confusion = "() => [...document.querySelectorAll('#confusion-table tbody tr')].map(tr => [...tr.querySelectorAll('td')].map(td => td.textContent))";

    /// <summary>The widths of the pictures; 0 for one that is not shown.</summary>
    public const string Pictures = "() => [...document.images].map(image => image.naturalWidth)";
}
