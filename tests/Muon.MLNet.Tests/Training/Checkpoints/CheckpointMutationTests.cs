using System.Buffers.Binary;
using System.Security.Cryptography;
using Muon.MLNet.Networks;
using Muon.MLNet.Persistence;
using Muon.MLNet.Tests.TestData.Hostile;
using Muon.MLNet.Training;
using Muon.MLNet.Training.Checkpoints;
using static TorchSharp.torch;

namespace Muon.MLNet.Tests.Training.Checkpoints;

/// <summary>Checkpoints that were changed at random, by accident or by intent.</summary>
[TestClass]
public sealed class CheckpointMutationTests : IDisposable
{
    private const int DigestLength = 32;
    private const int BytesPerByte = 64;
    private const int Constant = 2 << 20; // A buffer for the digest, mainly.
    private const int MaxEpochs = 3;
    private const int StepsPerEpoch = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("muon").FullName;
    private readonly SmallConvNet _network = new(new ImageNetworkConfiguration(1, 8, 8, 2));
    private readonly MuonOptimizer _optimizer;
    private readonly AveragedWeights _average;
    private readonly BestWeights _best;
    private readonly RunTensors _run;
    private readonly byte[] _file;

    public CheckpointMutationTests()
    {
        _optimizer = new MuonOptimizer(_network);
        _average = new AveragedWeights(_network, 0.9);
        _best = new BestWeights(_network, ValidationMetric.Accuracy);
        _best.Offer(new Judgement(0.5, 0.75, 0.7));
        _run = new RunTensors(_network, _optimizer, _average, _best);
        CheckpointHeader header = new(
            CheckpointHeader.CurrentFormat, "0.1", "here", RunPosition.Start with { Epochs = 2, Steps = 3, LossSum = 1.5 }, _optimizer.Counters, 7, _best.Value, _best.Loss,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Seed"] = "1" });
        AtomicFile.Write(PathOf("whole"), file => CheckpointFile.Write(file, header, _run.Now()));
        _file = File.ReadAllBytes(PathOf("whole"));
    }

    [TestMethod]
    public void TheWholeFile_IsReadBack()
    {
        using CheckpointFile file = CheckpointFile.Open(PathOf("whole"));
        file.Restore(_run, MaxEpochs, StepsPerEpoch);

        Assert.AreEqual(2, file.Header.Position.Epochs);
        Assert.AreEqual(1.5, file.Header.Position.LossSum);
        Assert.AreEqual("1", file.Header.Options["Seed"]);
        Assert.AreEqual(7, _average.Steps);
    }

    [TestMethod]
    public void AnyChange_IsInvalidData()
    {
        Random random = new(20);
        for (int round = 0; round < Muon.Testing.TestLength.Rounds(200, 10_000); round++)
        {
            byte[] changed = Mutate(random);
            if (!changed.AsSpan().SequenceEqual(_file))
            {
                Assert.IsInstanceOfType<InvalidDataException>(Read(changed), $"round {round}");
            }
        }
    }

    /// <summary>Whoever changes a file can give it the right digest, too: then the file is read as it is, or refused without a trace.</summary>
    [TestMethod]
    public void AnyChange_WithARightDigest_IsReadOrInvalidData()
    {
        Random random = new(21);
        int read = 0, refused = 0;
        string before = Weights();
        for (int round = 0; round < Muon.Testing.TestLength.Rounds(200, 10_000); round++)
        {
            byte[] changed = Seal(Mutate(random));
            Exception? error = Read(changed);
            if (error is null)
            {
                read++;
                Assert.IsNull(Read(_file));
            }
            else
            {
                refused++;
                bool otherFormat = error is InvalidOperationException && error.Message.Contains("of format", StringComparison.Ordinal);
                Assert.IsTrue(error is InvalidDataException || otherFormat, $"round {round}: {error}");
            }

            Assert.AreEqual(before, Weights(), $"round {round}");
        }

        Assert.IsGreaterThan(0, read);
        Assert.IsGreaterThan(read / 4, refused);
    }

    [TestMethod]
    [DataRow("\"epochs\":2", "\"epochs\":4")]
    [DataRow("\"steps\":3", "\"steps\":9")]
    [DataRow("\"bestValue\":0.75", "\"bestValue\":null")]
    [DataRow("F32", "F16")]
    [DataRow("network/head.bias", "network/head.BIAS")]
    [DataRow("best/head.bias", "best/../../bias")]
    [DataRow("\"position\":{", "\"position\":[")]
    public void WhatCannotBe_IsInvalidData(string from, string to)
    {
        byte[] changed = [.. _file];
        byte[] search = System.Text.Encoding.UTF8.GetBytes(from), replacement = System.Text.Encoding.UTF8.GetBytes(to);
        int at = changed.AsSpan().IndexOf(search);
        Assert.IsGreaterThan(0, at);
        changed = [.. changed[..at], .. replacement, .. changed[(at + search.Length)..]];
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(changed.AsSpan(8));
        BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(8), header + (at < 16 + (int)header ? (ulong)replacement.Length - (ulong)search.Length : 0));

        Assert.IsInstanceOfType<InvalidDataException>(Read(Seal(changed)));
    }

    [TestMethod]
    public void ALaterFormat_IsRefusedByName_AndNotTakenForDamaged()
    {
        byte[] changed = [.. _file];
        int at = changed.AsSpan().IndexOf("\"format\":1"u8);
        changed[at + 9] = (byte)'2';

        Exception? error = Read(Seal(changed));

        Assert.IsInstanceOfType<InvalidOperationException>(error);
        StringAssert.Contains(error.Message, "of format 2");
    }

    public void Dispose()
    {
        _best.Dispose();
        _average.Dispose();
        _optimizer.Dispose();
        _network.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] Seal(byte[] file)
    {
        byte[] content = file[..Math.Max(0, file.Length - DigestLength)];
        return [.. content, .. SHA256.HashData(content)];
    }

    private byte[] Mutate(Random random)
    {
        const int Prefix = 16;
        int header = Prefix + (int)BinaryPrimitives.ReadUInt64LittleEndian(_file.AsSpan(8));
        int names = header + 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(_file.AsSpan(header));
        switch (random.Next(4))
        {
            case 0:
                byte[] json = System.Text.Encoding.UTF8.GetBytes(JsonMutation.Of(System.Text.Encoding.UTF8.GetString(_file, Prefix, header - Prefix), random));
                byte[] changed = [.. _file[..Prefix], .. json, .. _file[header..]];
                BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(8), (ulong)json.Length);
                return changed;
            case 1:
                return [.. _file[..header], .. HostileSafetensors.Of(_file[header..^DigestLength], random), .. _file[^DigestLength..]];
            default:
                return ByteMutation.Of(_file, random, [8, header], header, names);
        }
    }

    private Exception? Read(byte[] bytes)
    {
        string path = PathOf("changed");
        File.WriteAllBytes(path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using CheckpointFile file = CheckpointFile.Open(path);
            file.Restore(_run, MaxEpochs, StepsPerEpoch);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
        finally
        {
            Assert.IsLessThan((BytesPerByte * (long)bytes.Length) + Constant, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private string Weights()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string _, Tensor value) in _run.Now().OrderBy(named => named.Key, StringComparer.Ordinal))
        {
            hash.AppendData(value.bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
