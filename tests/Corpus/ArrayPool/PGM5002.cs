using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading.Tasks;
using PageMove.Contracts;

namespace Corpus.ArrayPool;

/// <summary>PGM5002: a rented array is not touched after its return.</summary>
public class PGM5002
{
    private readonly byte[] _rented = ArrayPool<byte>.Shared.Rent(16);
    private byte[]? _buffer;

    public static byte StraightLineBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(array); // earlier PGM5002
        return array[0]; // PGM5002
    }

    public static byte StraightLineGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        byte first = array[0];
        ArrayPool<byte>.Shared.Return(array);
        return first;
    }

    public static int LengthAfterReturnGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(array);
        return array.Length;
    }

    public static void WriteBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(array);
        array[0] = 1; // PGM5002
    }

    public static void BranchBad(bool early)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        if (early)
            ArrayPool<byte>.Shared.Return(array);
        array.AsSpan().Clear(); // PGM5002
        if (!early)
            ArrayPool<byte>.Shared.Return(array);
    }

    public static void BranchGood(bool early)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        if (early)
            ArrayPool<byte>.Shared.Return(array);
        if (!early)
        {
            array.AsSpan().Clear();
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static int EarlyReturnBad(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        int read = stream.Read(array, 0, array.Length);
        ArrayPool<byte>.Shared.Return(array);
        if (read == 0)
            return -1;
        return array[read - 1]; // PGM5002
    }

    public static int EarlyReturnGood(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        int read = stream.Read(array, 0, array.Length);
        if (read == 0)
        {
            ArrayPool<byte>.Shared.Return(array);
            return -1;
        }

        int last = array[read - 1];
        ArrayPool<byte>.Shared.Return(array);
        return last;
    }

    public static void LoopBad(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        while (stream.Read(array, 0, 16) > 0) // PGM5002
            ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static void LoopGood(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        while (stream.Read(array, 0, 16) > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
            array = ArrayPool<byte>.Shared.Rent(16);
        }

        ArrayPool<byte>.Shared.Return(array);
    }

    public static void TryFinallyBad(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            stream.ReadExactly(array, 0, 16);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        Console.WriteLine(array[0]); // PGM5002
    }

    public static byte TryFinallyGood(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            stream.ReadExactly(array, 0, 16);
            return array[0];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static void UsingBad(string path)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        using (FileStream stream = File.OpenRead(path))
        {
            ArrayPool<byte>.Shared.Return(array);
            stream.ReadExactly(array, 0, 16); // PGM5002
        }
    }

    public static void UsingGood(string path)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        using (FileStream stream = File.OpenRead(path))
            stream.ReadExactly(array, 0, 16);
        ArrayPool<byte>.Shared.Return(array);
    }

    public static void AliasBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        byte[] alias = array;
        ArrayPool<byte>.Shared.Return(array);
        alias[0] = 1; // PGM5002
    }

    public static void AliasGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        byte[] copy = (byte[])array.Clone();
        ArrayPool<byte>.Shared.Return(array);
        copy[0] = 1;
    }

    public static byte[] ReturnedToCallerBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(array);
        return array; // PGM5002
    }

    public static void SpanBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(array);
        Fill(array); // PGM5002
    }

    public static void CorrelatedFlagGood(bool keep)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        bool returned = false;
        if (!keep)
        {
            ArrayPool<byte>.Shared.Return(array);
            returned = true;
        }

        if (!returned)
        {
            array[0] = 1;
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static void CorrelatedFlagBad(bool keep)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        bool returned = false;
        if (!keep)
        {
            ArrayPool<byte>.Shared.Return(array);
            returned = true;
        }

        if (returned)
            array[0] = 1; // PGM5002
        else
            ArrayPool<byte>.Shared.Return(array);
    }

    public static async Task AsyncBad(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(array);
        await stream.ReadExactlyAsync(array, 0, 16); // PGM5002
    }

    public static async Task AsyncGood(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        await stream.ReadExactlyAsync(array, 0, 16);
        ArrayPool<byte>.Shared.Return(array);
    }

    public static void LambdaGood(Action<Action> schedule)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        schedule(() => ArrayPool<byte>.Shared.Return(array));
    }

    public static void InsideLambdaBad(Action<Action> schedule)
    {
        schedule(() =>
        {
            byte[] array = ArrayPool<byte>.Shared.Rent(16);
            ArrayPool<byte>.Shared.Return(array);
            array[0] = 1; // PGM5002
        });
    }

    public void FieldBad()
    {
        ArrayPool<byte>.Shared.Return(_rented);
        _rented[0] = 1; // PGM5002
    }

    public void FieldSwappedGood()
    {
        if (_buffer is { } old)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(old);
        }

        _buffer = ArrayPool<byte>.Shared.Rent(16);
        _buffer[0] = 1;
    }

    public void FieldGrownGood()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(64);
        if (_buffer is not null)
        {
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
        _buffer[0] = 1;
    }

    public static byte OutBad()
    {
        if (!TryRent(16, out byte[]? array))
            return 0;
        ArrayPool<byte>.Shared.Return(array); // earlier PGM5002
        return array[0]; // PGM5002
    }

    public static byte OutGood()
    {
        if (!TryRent(16, out byte[]? array))
            return 0;
        byte first = array[0];
        ArrayPool<byte>.Shared.Return(array);
        return first;
    }

    public static void WrapperBad(BorrowedBytes borrowed)
    {
        borrowed.GiveBack(); // earlier PGM5002
        borrowed.Fill(1); // PGM5002
    }

    public static void WrapperGood(BorrowedBytes borrowed)
    {
        borrowed.Fill(1);
        borrowed.GiveBack();
    }

    private static void Fill(Span<byte> span) => span.Fill(1);

    private static bool TryRent(int length, [NotNullWhen(true)] out byte[]? array)
    {
        array = length > 0 ? ArrayPool<byte>.Shared.Rent(length) : null;
        return array is not null;
    }

    public static void LocalFunctionHelperBad(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(64);
        stream.ReadExactly(array);
        Give(array);
        stream.Write(array); // PGM5002

        static void Give(byte[] rented) => ArrayPool<byte>.Shared.Return(rented);
    }

    public static int EnlargedByHelperGood(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(64);
        int read = stream.Read(array);
        if (read == array.Length)
            array = Enlarge(array);
        read += stream.Read(array, read, array.Length - read);
        ArrayPool<byte>.Shared.Return(array);
        return read;

        static byte[] Enlarge(byte[] old)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(old.Length * 2);
            old.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(old);
            return larger;
        }
    }

    public static bool ListPatternBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(64);
        ArrayPool<byte>.Shared.Return(array);
        return array is [1, ..]; // PGM5002
    }

    public static bool ListPatternGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(64);
        bool begins = array is [1, ..];
        ArrayPool<byte>.Shared.Return(array);
        return begins;
    }
}

[Protocol("borrowed bytes", "Held", "Returned", Entry = "Held")]
[Rule("PGM5002", Breach.Use, "Returned")]
public sealed class BorrowedBytes(int length)
{
    private readonly byte[] _array = ArrayPool<byte>.Shared.Rent(length);

    public void Fill(byte value) => _array.AsSpan().Fill(value);

    [Produces("Returned")]
    public void GiveBack() => ArrayPool<byte>.Shared.Return(_array);

    public static unsafe void PinnedBad(int length)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(length);
        ArrayPool<byte>.Shared.Return(array); // earlier PGM5002
        fixed (byte* first = array) // PGM5002
            *first = 1;
    }

    public static unsafe void PinnedBeforeBad(int length)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(length);
        fixed (byte* first = array)
            *first = 1;
        ArrayPool<byte>.Shared.Return(array);
        array[0] = 2; // PGM5002
    }

    public static unsafe void PinnedBeforeGood(int length)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(length);
        fixed (byte* first = array, last = &array[length - 1])
            *first = *last;
        ArrayPool<byte>.Shared.Return(array);
    }

    public static int OfTheRoundBeforeBad(System.IO.Stream stream, int blocks)
    {
        int repeats = 0;
        byte[]? before = null;
        for (int i = 0; i < blocks; i++)
        {
            byte[] block = ArrayPool<byte>.Shared.Rent(512);
            stream.ReadExactly(block, 0, 512);
            if (before is not null && block.AsSpan(0, 512).SequenceEqual(before.AsSpan(0, 512))) // PGM5002
                repeats++;
            ArrayPool<byte>.Shared.Return(block);
            before = block;
        }

        return repeats;
    }

    public static int OfTheRoundBeforeGood(System.IO.Stream stream, int blocks)
    {
        int repeats = 0;
        byte[]? before = null;
        for (int i = 0; i < blocks; i++)
        {
            byte[] block = ArrayPool<byte>.Shared.Rent(512);
            stream.ReadExactly(block, 0, 512);
            if (before is not null)
            {
                if (block.AsSpan(0, 512).SequenceEqual(before.AsSpan(0, 512)))
                    repeats++;
                ArrayPool<byte>.Shared.Return(before);
            }

            before = block;
        }

        if (before is not null)
            ArrayPool<byte>.Shared.Return(before);
        return repeats;
    }
}
