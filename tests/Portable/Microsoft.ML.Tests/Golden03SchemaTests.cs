using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Muon.Testing;

#pragma warning disable CS0169, CS0649, CS0414, IDE0044, IDE0051 // The members are read by reflection.

namespace Muon.Portable.MicrosoftML.Tests;

/// <summary>Which columns the members of a class become.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class Golden03SchemaTests
{
    private readonly MLContext _ml = new(1);

    public static IEnumerable<object[]> Cases => GoldenCases.Of("mlnet", "03_schema_inference");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void SchemaOfMembers(string name)
    {
        JsonObject golden = GoldenCases.Load("mlnet", name);
        GoldenCases.Each(golden["output"].AsObject(), item =>
        {
            (string entry, JsonNode expected) = item;
            JsonNode actual = Recorded.Try(() => entry switch
            {
                "schema" => Load<Members>().Schema,
                "schemaOfOneDefaultRow" => Recorded.Rows(Load<Members>()),
                "N" => Load<NullableInt>().Schema,
                "C" => Load<Character>().Schema,
                "D" => Load<Decimal>().Schema,
                "O" => Load<Anything>().Schema,
                "L" => Load<ListOfFloats>().Schema,
                "E" => Load<Enumeration>().Schema,
                "M" => Load<Matrix>().Schema,
                "intKey" => Load<IntKey>().Schema,
                "G" => Load<Identifier>().Schema,
                "dup" => Load<Duplicates>().Schema,
                "none" => Load<Nothing>().Schema,
                "byteKey" => Load<ByteKey>().Schema,
                "dims" => Load<Dimensions>().Schema,
                "scalarVector" => Load<ScalarVector>().Schema,
                "keyVector" => Load<KeyVector>().Schema,
                "derived" => Load<Derived>().Schema,
                _ => throw GoldenCases.Unknown($"output {entry}"),
            });
            Recorded.AreEqual(expected, actual, entry);
        });
    }

    private IDataView Load<T>()
        where T : class, new() => _ml.Data.LoadFromEnumerable(new[] { new T() });

    private sealed class Members
    {
        public static int Stat;

        public int Id = 1;
        public string S;
        [NoColumn]
        public int No;
        [ColumnName("Renamed")]
        public float F;
        [LoadColumn(2)]
        public bool B;
        public byte[] Bytes;
        public float[] Var;
        [VectorType(3)]
        public float[] Fixed;
        [VectorType]
        public float[] EmptyVec;
        [KeyType(5)]
        public uint Key;
        public uint Plain;
        public DateTime When;
        public ReadOnlyMemory<char> Mem;
        public VBuffer<float> VB;
        [VectorType(2)]
        public VBuffer<double> VB2;
        public long L;
        public sbyte Sb;
        public short Sh;
        public ushort Us;
        public ulong Ul;
        public double Db;
        public TimeSpan Ts;
        public DateTimeOffset Dto;
        public string[] Texts;
        private int hid;

        public string Ro => "x";

        public string Prop { get; set; }

        public int GetOnly { get; }

        public int SetOnly
        {
            set => hid = value;
        }
    }

    private sealed class NullableInt
    {
        public int? N;
    }

    private sealed class Character
    {
        public char C;
    }

    private sealed class Decimal
    {
        public decimal D;
    }

    private sealed class Anything
    {
        public object O;
    }

    private sealed class ListOfFloats
    {
        public List<float> L;
    }

    private sealed class Enumeration
    {
        public DayOfWeek E;
    }

    private sealed class Matrix
    {
        public float[,] M;
    }

    private sealed class IntKey
    {
        [KeyType(5)]
        public int K;
    }

    private sealed class Identifier
    {
        public Guid G;
    }

    private sealed class Duplicates
    {
        [ColumnName("A")]
        public int One;
        [ColumnName("A")]
        public int Two;
    }

    private sealed class Nothing;

    private sealed class ByteKey
    {
        [KeyType(5)]
        public byte K;
    }

    private sealed class Dimensions
    {
        [VectorType(2, 3)]
        public float[] V;
    }

    private sealed class ScalarVector
    {
        [VectorType(2)]
        public float V;
    }

    private sealed class KeyVector
    {
        [KeyType(3)]
        [VectorType(2)]
        public uint[] V;
    }

    private class Base
    {
        public int A;
    }

    private sealed class Derived : Base
    {
        public int B;
    }
}
