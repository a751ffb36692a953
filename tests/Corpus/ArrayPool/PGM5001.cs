using System;
using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading.Tasks;
using PageMove.Contracts;

namespace Corpus.ArrayPool;

/// <summary>PGM5001: a rented array is returned once.</summary>
public static class PGM5001
{
    public static void StraightLineBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(array); // earlier PGM5001
        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static void StraightLineGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        array[0] = 1;
        ArrayPool<byte>.Shared.Return(array);
    }

    public static void BranchBad(bool early)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        if (early)
            ArrayPool<byte>.Shared.Return(array); // earlier PGM5001
        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static void BranchGood(bool early)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        if (early)
            ArrayPool<byte>.Shared.Return(array);
        else
            ArrayPool<byte>.Shared.Return(array, clearArray: true);
    }

    public static int EarlyReturnBad(int length)
    {
        int[] array = ArrayPool<int>.Shared.Rent(length);
        ArrayPool<int>.Shared.Return(array);
        if (length > 10)
        {
            ArrayPool<int>.Shared.Return(array); // PGM5001
            return 1;
        }

        return 0;
    }

    public static int EarlyReturnGood(int length)
    {
        int[] array = ArrayPool<int>.Shared.Rent(length);
        if (length > 10)
        {
            ArrayPool<int>.Shared.Return(array);
            return 1;
        }

        ArrayPool<int>.Shared.Return(array);
        return 0;
    }

    public static void LoopBad(int count)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        for (int i = 0; i < count; i++)
            ArrayPool<byte>.Shared.Return(array); // PGM5001 // earlier PGM5001
    }

    public static void LoopGood(int count)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] array = ArrayPool<byte>.Shared.Rent(16);
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static void TryFinallyBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            Console.WriteLine(array.Length);
            ArrayPool<byte>.Shared.Return(array);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array); // PGM5001
        }
    }

    public static void TryFinallyGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            Console.WriteLine(array.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static void TryCatchGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            Console.WriteLine(array[0]);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(array);
            throw;
        }

        ArrayPool<byte>.Shared.Return(array);
    }

    public static void ReturnedFlagGood(bool early)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        bool returned = false;
        try
        {
            if (early)
            {
                ArrayPool<byte>.Shared.Return(array);
                returned = true;
            }

            Console.WriteLine("work");
        }
        finally
        {
            if (!returned)
                ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static void UsingBad(IDisposable scope)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        using (scope)
        {
            ArrayPool<byte>.Shared.Return(array);
        }

        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static void UsingGood(IDisposable scope)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        using (scope)
            array[0] = 1;
        ArrayPool<byte>.Shared.Return(array);
    }

    public static void AliasBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        byte[] alias = array;
        ArrayPool<byte>.Shared.Return(alias);
        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static void AliasGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        byte[] alias = array;
        array = ArrayPool<byte>.Shared.Rent(32);
        ArrayPool<byte>.Shared.Return(alias);
        ArrayPool<byte>.Shared.Return(array);
    }

    public static void NullAfterReturnGood(bool early)
    {
        byte[]? array = ArrayPool<byte>.Shared.Rent(16);
        if (early)
        {
            ArrayPool<byte>.Shared.Return(array);
            array = null;
        }

        if (array is not null)
            ArrayPool<byte>.Shared.Return(array);
    }

    public static void OptionalGood(int length)
    {
        byte[]? rented = length > 256 ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> span = rented ?? stackalloc byte[256];
        span[0] = 1;
        if (rented != null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    public static void CorrelatedFlagGood(int length)
    {
        bool pooled = length > 256;
        byte[] array = pooled ? ArrayPool<byte>.Shared.Rent(length) : new byte[length];
        array[0] = 1;
        if (pooled)
            ArrayPool<byte>.Shared.Return(array);
    }

    public static void CorrelatedFlagBad(int length)
    {
        bool pooled = length > 256;
        byte[] array = pooled ? ArrayPool<byte>.Shared.Rent(length) : new byte[length];
        if (pooled)
            ArrayPool<byte>.Shared.Return(array); // earlier PGM5001
        if (pooled)
            ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static async Task AsyncBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        await Task.Yield();
        ArrayPool<byte>.Shared.Return(array);
        await Task.Delay(1);
        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static async Task AsyncGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            await Task.Yield();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static void ParameterBad(byte[] array)
    {
        ArrayPool<byte>.Shared.Return(array);
        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static void OtherPoolGood(ArrayPool<byte> first, ArrayPool<byte> second)
    {
        byte[] one = first.Rent(1);
        byte[] two = second.Rent(1);
        first.Return(one);
        second.Return(two);
    }

    public static void GrownWithinTryGood(Stream stream, int[] lengths)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            foreach (int length in lengths)
            {
                if (length > array.Length)
                {
                    ArrayPool<byte>.Shared.Return(array);
                    array = ArrayPool<byte>.Shared.Rent(length);
                }

                stream.ReadExactly(array, 0, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static void WrappedBad(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        stream.Write(new ReadOnlySpan<byte>(array, 0, 16));
        ArrayPool<byte>.Shared.Return(array);
        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static void OutBad()
    {
        if (!TryRent(16, out byte[]? array))
            return;
        ArrayPool<byte>.Shared.Return(array); // earlier PGM5001
        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static bool OutParameterBad(Stream stream, out byte[]? array)
    {
        array = ArrayPool<byte>.Shared.Rent(16);
        if (stream.Read(array) == 16)
            return true;
        ArrayPool<byte>.Shared.Return(array);
        ArrayPool<byte>.Shared.Return(array); // PGM5001
        array = null;
        return false;
    }

    public static bool OutParameterGood(Stream stream, out byte[]? array)
    {
        array = ArrayPool<byte>.Shared.Rent(16);
        if (stream.Read(array) == 16)
            return true;
        ArrayPool<byte>.Shared.Return(array);
        array = null;
        return false;
    }

    public static void LambdaLooksBad(Action<Action<int>> each)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        each(i => array[i] = 0);
        ArrayPool<byte>.Shared.Return(array);
        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static void LambdaLooksGood(Action<Action<int>> each)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        each(i => array[i] = 0);
        ArrayPool<byte>.Shared.Return(array);
    }

    public static void OutGood()
    {
        if (TryRent(16, out byte[]? array))
            ArrayPool<byte>.Shared.Return(array);
    }

    public static void WrapperBad(RentedBytes rented)
    {
        rented.Fill(1);
        rented.GiveBack(); // earlier PGM5001
        rented.GiveBack(); // PGM5001
    }

    public static void WrapperGood(RentedBytes rented)
    {
        rented.Fill(1);
        rented.GiveBack();
    }

    public static void CalleeThatReadsBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        Console.WriteLine(First(array));
        ArrayPool<byte>.Shared.Return(array);
        ArrayPool<byte>.Shared.Return(array); // PGM5001
    }

    public static async Task WrappedGood(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            await stream.WriteAsync(new ReadOnlyMemory<byte>(array, 0, 16));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private static byte First(byte[] array) => array[0];

    private static bool TryRent(int length, [NotNullWhen(true)] out byte[]? array)
    {
        array = length > 0 ? ArrayPool<byte>.Shared.Rent(length) : null;
        return array is not null;
    }

    public static void PrivateHelperBad(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(64);
        try
        {
            stream.ReadExactly(array);
            Recycle(array);
        }
        finally
        {
            Recycle(array); // PGM5001
        }
    }

    public static void PrivateHelperGood(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(64);
        try
        {
            stream.ReadExactly(array);
        }
        finally
        {
            Recycle(array);
        }
    }

    public static void SometimesRecycledGood(byte[] mine, bool pooled)
    {
        RecycleIf(pooled, mine);
        if (!pooled)
            ArrayPool<byte>.Shared.Return(mine);
    }

    private static void Recycle(byte[] array) => ArrayPool<byte>.Shared.Return(array, clearArray: true);

    private static void RecycleIf(bool pooled, byte[] array)
    {
        if (pooled)
            ArrayPool<byte>.Shared.Return(array);
    }
}

[Protocol("rented bytes", "Held", "Returned", Entry = "Held")]
[Rule("PGM5001", Breach.Repeated, "Returned")]
[Rule("PGM5002", Breach.Use, "Returned")]
public sealed class RentedBytes(int length)
{
    private readonly byte[] _array = ArrayPool<byte>.Shared.Rent(length);

    public void Fill(byte value) => _array.AsSpan().Fill(value);

    [Requires("Held"), Produces("Returned")]
    public void GiveBack() => ArrayPool<byte>.Shared.Return(_array);

    public static void LastOfAListBad(System.Collections.Generic.List<byte[]> rented)
    {
        byte[] last = rented[^1];
        ArrayPool<byte>.Shared.Return(last); // earlier PGM5001
        ArrayPool<byte>.Shared.Return(last); // PGM5001
    }

    public static void LastOfAListGood(System.Collections.Generic.List<byte[]> rented)
    {
        byte[] last = rented[^1];
        rented.RemoveAt(rented.Count - 1);
        ArrayPool<byte>.Shared.Return(last);
        last = rented[^1];
        rented.RemoveAt(rented.Count - 1);
        ArrayPool<byte>.Shared.Return(last);
    }

    public static int ShownAsASpanBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        int sum = SumOf(array);
        ArrayPool<byte>.Shared.Return(array); // earlier PGM5001
        ArrayPool<byte>.Shared.Return(array); // PGM5001
        return sum;
    }

    public static int ShownAsASpanGood()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        int sum = SumOf(array);
        ArrayPool<byte>.Shared.Return(array);
        return sum;
    }

    private static int SumOf(ReadOnlySpan<byte> bytes) => Add(bytes, 0);

    private static int Add(ReadOnlySpan<byte> bytes, int sum) => bytes.IsEmpty ? sum : Add(bytes[1..], sum + bytes[0]);
}

public sealed class PGM5001Buffer(int length)
{
    private byte[] _array = ArrayPool<byte>.Shared.Rent(length);
    private bool _isReturned;

    public void ReturnedByAHelperTwiceBad(Stream stream)
    {
        Flush(stream);
        GiveBack();
        GiveBack(); // PGM5001
    }

    public void ReturnedByAHelperAndItselfBad()
    {
        GiveBack();
        ArrayPool<byte>.Shared.Return(_array); // PGM5001
    }

    public void ReturnedByAHelperOnceGood(Stream stream)
    {
        Flush(stream);
        GiveBack();
    }

    public void GrownTwiceGood()
    {
        Grow();
        Grow();
    }

    public void ReturnedIfAtAllGood()
    {
        GiveBackOnce();
        GiveBackOnce();
    }

    private void Flush(Stream stream) => stream.Write(_array, 0, length);

    private void GiveBack() => ArrayPool<byte>.Shared.Return(_array);

    private void GiveBackOnce()
    {
        if (_isReturned)
            return;
        ArrayPool<byte>.Shared.Return(_array);
        _isReturned = true;
    }

    private void Grow()
    {
        ArrayPool<byte>.Shared.Return(_array);
        _array = ArrayPool<byte>.Shared.Rent(2 * length);
    }
}
