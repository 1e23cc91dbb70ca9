using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Rows drawn from a pool that the source keeps full: each is swapped to the front of a window of pool size.</summary>
internal sealed class ShuffledView(IDataView input, int seed, int poolSize, bool shuffleSource) : IDataView
{
    public bool CanShuffle => true;
    public DataViewSchema Schema => input.Schema;
    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        Random own = rand ?? new TauswortheRandom(seed);
        // The draws for the source are spent whether or not it can shuffle.
        Random source = shuffleSource ? new TauswortheRandom(own) : null;
        return new Cursor(input.GetRowCursor(columnsNeeded, input.CanShuffle ? source : null), columnsNeeded, own, poolSize);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursor
    {
        private readonly DataViewRowCursor _input;
        private readonly Random _rand;
        private readonly int _poolSize;
        private readonly ColumnStore[] _stores;
        private readonly ValueGetter<DataViewRowId> _readId;
        private readonly List<DataViewRowId> _ids = [];
        private int[] _window;
        private int _start;
        private int _count;
        private int _current = -1;
        private int _freed = -1;
        private bool _drained;

        public Cursor(DataViewRowCursor input, IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand, int poolSize)
            : base(input.Schema, columnsNeeded)
        {
            _input = input;
            _rand = rand;
            _poolSize = poolSize;
            _readId = input.GetIdGetter();
            _window = new int[Math.Min(poolSize, 16)];
            _stores = new ColumnStore[Schema.Count];
            foreach (DataViewSchema.Column column in Schema.Where(c => Active[c.Index]))
            {
                _stores[column.Index] = ColumnStore.Create(column.Type);
                _stores[column.Index].Bind(input, column);
            }
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
        {
            Contracts.Check(_current >= 0, NoRow);
            id = _ids[_current];
        };

        protected override Delegate CreateGetter(int column) => _stores[column].MakeGetter(() => _current);

        protected override bool MoveNextCore()
        {
            _freed = _current;
            _current = -1;
            Fill();
            if (_count == 0)
            {
                return false;
            }

            int drawn = (_start + _rand.Next(_count)) % _window.Length;
            (_window[_start], _window[drawn]) = (_window[drawn], _window[_start]);
            _current = _window[_start];
            _start = (_start + 1) % _window.Length;
            _count--;
            return true;
        }

        private void Fill()
        {
            while (!_drained && _count < _poolSize)
            {
                _drained = !MoveInput();
                if (_drained)
                {
                    return;
                }

                if (_count == _window.Length)
                {
                    Grow();
                }

                // Rows are freed one at a time, so a slot is new only while the pool is filled for the first time.
                int slot = _freed >= 0 ? _freed : _count;
                _freed = -1;
                DataViewRowId id = default;
                _readId(ref id);
                if (slot == _ids.Count)
                {
                    _ids.Add(id);
                }

                _ids[slot] = id;
                foreach (ColumnStore store in _stores)
                {
                    store?.Take(slot);
                }

                _window[(_start + _count++) % _window.Length] = slot;
            }
        }

        private bool MoveInput()
        {
            try
            {
                return _input.MoveNext();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException("Shuffle input cursor reader failed with an exception", e);
            }
        }

        /// <summary>Only while the pool is filled for the first time, so the window begins at its start.</summary>
        private void Grow()
        {
            int[] grown = new int[Math.Min(_poolSize, 2 * _window.Length)];
            for (int i = 0; i < _count; i++)
            {
                grown[i] = _window[(_start + i) % _window.Length];
            }

            _window = grown;
            _start = 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _input.Dispose();
            }

            _current = -1;
            base.Dispose(disposing);
        }
    }
}
