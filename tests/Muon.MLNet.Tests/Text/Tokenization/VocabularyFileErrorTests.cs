using System.Text;
using Muon.MLNet.Text.Tokenization;
using Muon.Testing;

namespace Muon.MLNet.Tests.Text.Tokenization;

[TestClass]
public sealed class VocabularyFileErrorTests
{
    private static string Bert => Path.Combine(TestPaths.RequireData("tokenizer-bert"), "vocab.txt");

    private static string Gpt2(string name) => Path.Combine(TestPaths.RequireData("tokenizer-gpt2-roberta"), name);

    // Before a test expects an exception: of a missing folder, it would take the report for the one that it expects.
    private static void RequireFiles()
    {
        TestPaths.RequireData("tokenizer-bert");
        TestPaths.RequireData("tokenizer-gpt2-roberta");
    }

    private static void IsRefused(Action read, params string[] words)
    {
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(read);
        foreach (string word in words)
        {
            Assert.Contains(word, error.Message);
        }
    }

    [TestMethod]
    public void FilesOfTheOtherKind_AreNamedAsSuch()
    {
        RequireFiles();
        IsRefused(() => WordPieceFileTokenizer.Read(Gpt2("vocab.bpe")), "vocab.bpe', line 1", "one token a line");
        IsRefused(() => WordPieceFileTokenizer.Read(Gpt2("encoder.json")), "encoder.json', line 1", "one token a line");
        IsRefused(() => WordPieceFileTokenizer.Read(Gpt2("dict.txt")), "dict.txt', line 1", "'13 850314647'");
        IsRefused(() => BytePairFileTokenizer.Read(Bert, Gpt2("vocab.bpe")), "vocab.txt', line 1", "encoder.json");
        IsRefused(() => BytePairFileTokenizer.Read(Gpt2("vocab.bpe"), Gpt2("encoder.json")), "vocab.bpe', line 1", "encoder.json");
        IsRefused(() => BytePairFileTokenizer.Read(Gpt2("encoder.json"), Bert), "vocab.txt', line 1", "two tokens");
        IsRefused(() => BytePairFileTokenizer.Read(Gpt2("encoder.json"), Gpt2("dict.txt")), "dict.txt', line 1", "encoder.json does not have");
        IsRefused(() => BytePairFileTokenizer.Read(Gpt2("encoder.json"), Gpt2("vocab.bpe"), Bert), "vocab.txt', line 1", "dict.txt");
    }

    [TestMethod]
    public void FilesThatAreCutOff_SayWhere()
    {
        RequireFiles();
        using var folder = new VocabularyFolder();
        string Cut(string path, double part)
        {
            byte[] bytes = File.ReadAllBytes(path);
            return folder.Write(Path.GetFileName(path), bytes[..(int)(bytes.Length * part)]);
        }

        IsRefused(() => WordPieceFileTokenizer.Read(Cut(Bert, 0.001)), "vocab.txt', line ", "[UNK]");
        IsRefused(() => WordPieceFileTokenizer.Read(Cut(Bert, 0.5), expectedEntries: 30_522), "vocab.txt', line 1", "30522 are expected");
        IsRefused(() => BytePairFileTokenizer.Read(Cut(Gpt2("encoder.json"), 0.5), Gpt2("vocab.bpe")), "encoder.json', line 1");
        IsRefused(() => BytePairFileTokenizer.Read(Gpt2("encoder.json"), Cut(Gpt2("vocab.bpe"), 0.5)), "vocab.bpe', line 2");
        IsRefused(() => BytePairFileTokenizer.Read(Gpt2("encoder.json"), Gpt2("vocab.bpe"), Cut(Gpt2("dict.txt"), 0.5)), "dict.txt', line ");
    }

    [TestMethod]
    public void MergesThatEndWithALine_AreMissed()
    {
        RequireFiles();
        using var folder = new VocabularyFolder();
        string merges = folder.Write("merges.txt", string.Join('\n', File.ReadLines(Gpt2("vocab.bpe")).Take(49_000)) + "\n");
        IsRefused(() => BytePairFileTokenizer.Read(Gpt2("encoder.json"), merges), "merges.txt', line 49000", "end before the one that makes");
    }

    [TestMethod]
    [DataRow("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\na", "line 7", "'a' is in line 6 already")]
    [DataRow("[PAD]\n[UNK]\n\n[CLS]\n[SEP]\n[MASK]", "line 3", "'' is not a token")]
    [DataRow("[PAD]\n[UNK]\n[CLS]\n[SEP]", "line 4", "[MASK]")]
    [DataRow("", "line 0", "[PAD]")]
    public void DamagedVocabularies_AreRefusedByLine(string text, string line, string problem)
    {
        using var folder = new VocabularyFolder();
        IsRefused(() => WordPieceFileTokenizer.Read(folder.Write("vocab.txt", text)), line, problem);
    }

    [TestMethod]
    [DataRow("""{"a": 0, "b": 2}""", "'b' has the id 2")]
    [DataRow("""{"a": 0, "b": 0}""", "'b' has the id 0")]
    [DataRow("""{"a": 0}""", "all 256")]
    [DataRow("""{"a": "x"}""", "not the JSON object")]
    [DataRow("null", "all 256")]
    public void DamagedEncoders_AreRefused(string json, string problem)
    {
        RequireFiles();
        using var folder = new VocabularyFolder();
        IsRefused(() => BytePairFileTokenizer.Read(folder.Write("encoder.json", json), Gpt2("vocab.bpe")), "encoder.json', line 1", problem);
    }

    [TestMethod]
    public void BytesThatAreNoText_AreRefused()
    {
        using var folder = new VocabularyFolder();
        IsRefused(() => WordPieceFileTokenizer.Read(folder.Write("vocab.txt", [.. Encoding.ASCII.GetBytes("[PAD]\n"), 0xFF, 0xFE])), "vocab.txt' is not UTF-8");
    }

    [TestMethod]
    public void AMarkOfByteOrder_IsNoPartOfTheFirstToken()
    {
        using var folder = new VocabularyFolder();
        Assert.AreEqual(0, WordPieceFileTokenizer.Read(folder.Write("vocab.txt", "\uFEFF[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n")).PaddingId);
    }
}
