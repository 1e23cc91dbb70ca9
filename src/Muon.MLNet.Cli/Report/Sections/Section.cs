using System.Text;
using Muon.MLNet.Cli.Report.Html;

namespace Muon.MLNet.Cli.Report.Sections;

/// <summary>A part of the page with a heading, which the contents link to.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its heading, plain text.</param>
/// <param name="AppendBody">Writes what stands under the heading.</param>
internal sealed record Section(string Id, string Title, Action<StringBuilder> AppendBody)
{
    public void AppendTo(StringBuilder page)
    {
        string title = HtmlText.Encode(Title);
        page.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"{Id}\">\n<h2 id=\"{Id}\" tabindex=\"-1\">{title}</h2>\n");
        AppendBody(page);
        page.Append("</section>\n");
    }
}
