using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>A word as a chain of symbols, joined pair by pair in the order of the merges' ranks and, within a rank, from the left.</summary>
internal sealed class MergedWord
{
    private readonly List<Symbol> _symbols = [];

    public MergedWord(ReadOnlySpan<char> text, int[] idsOfBytes)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (int at = 0; at < text.Length;)
        {
            // A lone surrogate becomes U+FFFD.
            Rune.DecodeFromUtf16(text[at..], out Rune rune, out int consumed);
            int count = rune.EncodeToUtf8(bytes);
            for (int i = 0; i < count; i++)
            {
                if (idsOfBytes[bytes[i]] is >= 0 and var id)
                {
                    _symbols.Add(new Symbol { Id = id, Start = at, End = at + consumed, Before = _symbols.Count - 1, After = _symbols.Count + 1 });
                }
            }

            at += consumed;
        }
    }

    public void MergeAll(Dictionary<(int Left, int Right), (int Rank, int Id)> merges)
    {
        var open = new PriorityQueue<(int Position, int Id), (int Rank, int Position)>();
        for (int i = 0; i + 1 < _symbols.Count; i++)
        {
            Offer(i);
        }

        while (open.TryDequeue(out (int Position, int Id) merge, out _))
        {
            Symbol left = _symbols[merge.Position];
            if (left.Id < 0 || left.After >= _symbols.Count)
            {
                continue;
            }

            Symbol right = _symbols[left.After];
            if (!merges.TryGetValue((left.Id, right.Id), out (int Rank, int Id) found) || found.Id != merge.Id)
            {
                continue;
            }

            right.Id = -1;
            left.Id = merge.Id;
            left.End = right.End;
            left.After = right.After;
            if (left.After < _symbols.Count)
            {
                _symbols[left.After].Before = merge.Position;
                Offer(merge.Position);
            }

            if (left.Before >= 0)
            {
                Offer(left.Before);
            }
        }

        void Offer(int position)
        {
            if (merges.TryGetValue((_symbols[position].Id, _symbols[_symbols[position].After].Id), out (int Rank, int Id) merge))
            {
                open.Enqueue((position, merge.Id), (merge.Rank, position));
            }
        }
    }

    public void AddTo(List<EncodedToken> tokens, int offset)
    {
        foreach (Symbol symbol in _symbols.Where(s => s.Id >= 0))
        {
            tokens.Add(new EncodedToken(symbol.Id, new Range(offset + symbol.Start, offset + symbol.End)));
        }
    }

    private sealed class Symbol
    {
        public int Id;
        public int Start;
        public int End;
        public int Before;
        public int After;
    }
}
