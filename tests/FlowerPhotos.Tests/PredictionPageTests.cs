using System.Text.RegularExpressions;
using FlowerPhotos.Page;

namespace FlowerPhotos.Tests;

[TestClass]
public sealed class PredictionPageTests
{
    private const string Picture = "data:image/png;base64,AAAA";
    private static readonly string[] s_classes = ["daisy", "roses", "tulips", "weeds"];

    [TestMethod]
    public void WhatIsWrongComesFirstAndTheSurestErrorBeforeAll()
    {
        string page = Page(
            Photo("1.jpg", "daisy", 0.9f, 0.1f, 0, 0),
            Photo("2.jpg", "roses", 0.5f, 0.3f, 0.2f, 0),
            Photo("3.jpg", "tulips", 0, 0.4f, 0.6f, 0),
            Photo("4.jpg", "tulips", 0, 0.8f, 0.15f, 0.05f));

        CollectionAssert.AreEqual(new[] { "4.jpg", "2.jpg", "3.jpg", "1.jpg" }, Each(page, @"<p class=""name"">([^<]*)</p>"));
        CollectionAssert.AreEqual(new[] { "Wrong", "Right" }, Each(page, @"<h2 id=""\w+"">(\w+)"));
        Assert.Contains("50 %</strong> of 4 test pictures", page);
        CollectionAssert.AreEqual(new[] { "1 of 1", "0 of 1", "1 of 2" }, Each(page, @">(\d+ of \d+)<"));
    }

    [TestMethod]
    public void ACardSaysTrueAndPredictedClassAndTheTopThree()
    {
        string page = Page(Photo("roses/1.jpg", "roses", 0.625f, 0.25f, 0.024f, 0.101f));

        CollectionAssert.AreEqual(new[] { "roses", "daisy" }, Each(page, "<dd[^>]*>([^<]*)</dd>"));
        string card = page[page.IndexOf("<li", StringComparison.Ordinal)..];
        CollectionAssert.AreEqual(new[] { "daisy", "roses", "weeds" }, Each(card, @"<th scope=""row"">(\w+)"));
        CollectionAssert.AreEqual(new[] { "62.5", "25.0", "10.1" }, Each(card, @"width:([\d.]+)%"));
        Assert.Contains("alt=\"Picture roses/1.jpg, of the class roses\"", page);
        Assert.MatchesRegex("roses <span class=\"mark\">true</span>", card);
        Assert.Contains("✗</span> wrong", card);
    }

    [TestMethod]
    public void NamesAndClassesAreText()
    {
        const string Evil = "<script>alert('x')</script>&\"";
        string page = Write("A & B <i>", [new PredictedPhoto(Evil, Evil, "Löwe", [("Löwe", 1)])], [Picture]);

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<i>", page);
        Assert.Contains("A &amp; B &lt;i&gt;", page);
        Assert.Contains("Löwe", page);
    }

    [TestMethod]
    public void ThePageNeedsNothingFromElsewhere()
    {
        string page = Page(Photo("1.jpg", "daisy", 1, 0, 0, 0));

        Assert.DoesNotContain("http:", page);
        Assert.DoesNotContain("https:", page);
        Assert.DoesNotContain("url(", page);
        Assert.DoesNotContain("<script", page);
        Assert.Contains("default-src 'none'", page);
        Assert.IsTrue(Each(page, "(?:src|href)=\"([^\"]*)\"").All(address => address.StartsWith("data:", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void APictureThatCouldNotBeReadHasItsPlaceAndTakesNoOthersThumbnail()
    {
        PredictedPhoto unread = PredictedPhoto.From("broken.jpg", "daisy", new Prediction { Score = [float.NaN, float.NaN, float.NaN, float.NaN] }, s_classes);
        string page = Write("t", [unread, Photo("1.jpg", "daisy", 1, 0, 0, 0)], [Picture]);

        string[] cards = page.Split("<li ")[1..];
        Assert.Contains("not readable", cards[0]);
        Assert.DoesNotContain("<img", cards[0]);
        Assert.DoesNotContain("NaN", page);
        Assert.Contains(Picture, cards[1]);
    }

    [TestMethod]
    public void NoProbabilityIsRoundedToCertainty()
    {
        string page = Page(Photo("1.jpg", "daisy", 0.9995f, 0.0004f, 0.0001f, 0));
        Assert.Contains("&gt; 99 %", page);
        Assert.Contains("&lt; 1 %", page);
    }

    [TestMethod]
    [DataRow("tr-TR")]
    [DataRow("de-DE")]
    public void NumbersDoNotDependOnTheCulture(string culture)
    {
        PredictedPhoto photo = Photo("1.jpg", "daisy", 0.625f, 0.375f, 0, 0);
        string expected = Page(photo);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.AreEqual(expected, Page(photo));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void EveryElementIsClosed()
    {
        string page = Page(Photo("1.jpg", "daisy", 1, 0, 0, 0), Photo("2.jpg", "weeds", 1, 0, 0, 0));
        Stack<string> open = new();
        foreach (Match tag in Regex.Matches(page, @"<(/?)(\w+)[^>]*>"))
        {
            string name = tag.Groups[2].Value;
            if (tag.Groups[1].Length > 0)
            {
                Assert.AreEqual(open.Pop(), name);
            }
            else if (name is not ("meta" or "img"))
            {
                open.Push(name);
            }
        }

        Assert.IsEmpty(open);
    }

    private static PredictedPhoto Photo(string name, string label, params float[] score) => PredictedPhoto.From(
        name, label, new Prediction { Score = score, PredictedLabel = s_classes[Array.IndexOf(score, score.Max())] }, s_classes);

    private static string Page(params PredictedPhoto[] photos) => Write("Predictions", photos, photos.Select(_ => Picture));

    private static string Write(string title, IReadOnlyList<PredictedPhoto> photos, IEnumerable<string> thumbnails)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        PredictionPage.Write(writer, title, photos, thumbnails);
        return writer.ToString();
    }

    private static string[] Each(string page, string pattern) => [.. Regex.Matches(page, pattern).Select(match => match.Groups[1].Value)];
}
