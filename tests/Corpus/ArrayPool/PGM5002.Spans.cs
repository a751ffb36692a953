using System;
using System.Buffers;
using System.IO;

namespace Corpus.ArrayPool;

/// <summary>PGM5001, PGM5002: a span of a rented array is a view of it, and private helpers rent and return for their callers.</summary>
public static class PGM5002Spans
{
    public static int ConvertedAfterwardsBad(int count)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(count);
        ArrayPool<byte>.Shared.Return(rented);
        Span<byte> target = rented; // PGM5002
        return target.Length;
    }

    public static byte ConvertedBeforeBad(Stream stream, int count)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(count);
        Span<byte> target = rented;
        stream.ReadExactly(target[..count]);
        ArrayPool<byte>.Shared.Return(rented);
        return target[^1]; // PGM5002
    }

    public static int ReadOnlyBad(int count)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(count);
        ReadOnlySpan<byte> target = rented;
        ArrayPool<byte>.Shared.Return(rented);
        return target.IndexOf((byte)0); // PGM5002
    }

    public static int OnlyItsLengthGood(int count)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(count);
        ReadOnlySpan<byte> target = rented;
        int zero = target.IndexOf((byte)0);
        ArrayPool<byte>.Shared.Return(rented);
        return zero + target.Length;
    }

    public static byte ReadBeforeGood(int count)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(count);
        Span<byte> target = rented;
        target.Clear();
        byte first = target[0];
        ArrayPool<byte>.Shared.Return(rented);
        return first;
    }

    public static byte OfTheStackAfterwardsGood(int count)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(count);
        scoped Span<byte> target = rented;
        target.Clear();
        ArrayPool<byte>.Shared.Return(rented);
        target = stackalloc byte[16];
        return target[0];
    }

    public static byte HelpersGood(Stream stream)
    {
        byte[] array = Rent();
        stream.ReadExactly(array, 0, 1);
        byte first = array[0];
        Return(array);
        return first;
    }

    public static byte HelpersBad(Stream stream)
    {
        byte[] array = Rent();
        stream.ReadExactly(array, 0, 1);
        Return(array);
        return array[0]; // PGM5002
    }

    public static void HelpersTwiceBad(Stream stream)
    {
        byte[] array = Rent();
        stream.ReadExactly(array, 0, 1);
        Return(array);
        Return(array); // PGM5001
    }

    public static byte OneHelperBad()
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        Return(array);
        return array[0]; // PGM5002
    }

    public static byte HelperThatMakesItGood()
    {
        byte[] array = Make();
        Forget(array);
        return array[0];
    }

    private static byte[] Rent() => ArrayPool<byte>.Shared.Rent(4096);

    private static void Return(byte[] array) => ArrayPool<byte>.Shared.Return(array);

    private static byte[] Make() => new byte[4096];

    private static void Forget(byte[] array) => Array.Clear(array);
}
