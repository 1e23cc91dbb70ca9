using System.Text;

namespace Muon.MLNet.Text.Tokenization;

/// <summary>The bytes of UTF-8 that each token stands for.</summary>
/// <param name="tokens">By id; empty for special tokens.</param>
internal sealed class TokenBytes(byte[][] tokens)
{
    /// <summary>How many bytes the token has.</summary>
    public int Length(int id) => tokens[id].Length;

    /// <summary>The text of tokens; ids without bytes are left out.</summary>
    public string Decode(IEnumerable<int> ids)
    {
        using var bytes = new MemoryStream();
        foreach (int id in ids)
        {
            if ((uint)id < (uint)tokens.Length)
            {
                bytes.Write(tokens[id]);
            }
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
