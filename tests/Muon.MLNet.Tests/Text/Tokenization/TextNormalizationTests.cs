using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muon.MLNet.Text.Tokenization;
using Muon.Testing;

namespace Muon.MLNet.Tests.Text.Tokenization;

[TestClass]
public sealed class TextNormalizationTests
{
    [TestMethod]
    public void TheNormalFormOfAText_IsThatOfItsParts()
    {
        Prop.ForAll(UnicodeText.WellFormed, text =>
        {
            string plain = text.Replace("\uFFFE", "", StringComparison.Ordinal);
            return TextNormalization.Apply(plain, compose: true, lowerCase: false).Text == plain.Normalize(NormalizationForm.FormC);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestLength.Rounds(1_000, 50_000)));
    }

    [TestMethod]
    public void EveryCharacterWithAMark_ComesFromBoth()
    {
        MappedText mapped = TextNormalization.Apply("xe\u0301\u0323y", compose: true, lowerCase: false);
        Assert.AreEqual("xẹ\u0301y", mapped.Text);
        Assert.AreEqual(new TextToken(0, 1, 3), mapped.Token(0, 1, 2));
        Assert.AreEqual(new TextToken(0, 4, 1), mapped.Token(0, 3, 4));
        Assert.AreEqual(new TextToken(0, 0, 5), mapped.Token(0, 0, 4));
    }

    [TestMethod]
    public void LowerCase_IsTheSameInEveryCulture()
    {
        Assert.AreEqual("i σ ß", TextNormalization.Apply("I Σ ß", compose: true, lowerCase: true).Text);
    }

    [TestMethod]
    public void WhatIsNormal_StaysWhereItIs()
    {
        MappedText mapped = TextNormalization.Apply("Straße 한 \U0001F600", compose: true, lowerCase: true);
        Assert.IsNull(mapped.Starts);
        Assert.AreEqual("straße 한 \U0001F600", mapped.Text);
    }
}
