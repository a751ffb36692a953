using System;
using System.Buffers;
using System.IO;
using System.Text;
using System.Threading.Tasks;

namespace Corpus.ArrayPool;

/// <summary>PGM5002: a span or a memory of a rented array, and an array that is returned to the caller and to the pool.</summary>
public static class PGM5002Views
{
    public static int SpanReadBad(ReadOnlySpan<byte> input)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(input.Length);
        Span<byte> part = rented.AsSpan(0, input.Length);
        input.CopyTo(part);
        ArrayPool<byte>.Shared.Return(rented);
        int sum = 0;
        foreach (byte one in part) // PGM5002
            sum += one;
        return sum;
    }

    public static int SpanReadGood(ReadOnlySpan<byte> input)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(input.Length);
        Span<byte> part = rented.AsSpan(0, input.Length);
        input.CopyTo(part);
        int sum = 0;
        foreach (byte one in part)
            sum += one;
        ArrayPool<byte>.Shared.Return(rented);
        return sum / part.Length;
    }

    public static byte ConvertedSpanBad(Stream stream)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(16);
        Span<byte> whole = rented;
        stream.ReadExactly(whole[..16]);
        ArrayPool<byte>.Shared.Return(rented);
        return whole[0]; // PGM5002
    }

    public static byte ConstructedSpanBad(Stream stream)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(16);
        Span<byte> whole = new(rented, 0, 16);
        stream.ReadExactly(whole);
        ArrayPool<byte>.Shared.Return(rented);
        return whole[0]; // PGM5002
    }

    public static async Task<int> AsyncMemoryBad(Stream stream)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(16);
        Memory<byte> part = rented.AsMemory(0, 16);
        ArrayPool<byte>.Shared.Return(rented);
        return await stream.ReadAsync(part); // PGM5002
    }

    public static ArraySegment<byte> SegmentBad(Stream stream, int length)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            stream.ReadExactly(rented, 0, length);
            return new ArraySegment<byte>(rented, 0, length); // PGM5002
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static byte FirstOfSegmentBad(int length)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        ArraySegment<byte> segment = rented;
        ArrayPool<byte>.Shared.Return(rented);
        return segment[0]; // PGM5002
    }

    public static int PlaceOfSegmentGood(int length)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        ArraySegment<byte> segment = new(rented, 1, length - 1);
        ArrayPool<byte>.Shared.Return(rented);
        return segment.Offset + segment.Count;
    }

    public static int SpanOfTheNextGood(Stream stream)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(16);
        Span<byte> part = rented;
        int count = stream.Read(part);
        if (count == 16)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(32);
            part.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(rented);
            rented = larger;
            part = larger;
            count += stream.Read(part[16..]);
        }

        byte first = part[0];
        ArrayPool<byte>.Shared.Return(rented);
        return count + first;
    }

    public static int StackOrPoolGood(int length)
    {
        byte[]? rented = null;
        Span<byte> scratch = length > 64 ? (rented = ArrayPool<byte>.Shared.Rent(length)) : stackalloc byte[64];
        scratch.Clear();
        int first = scratch[0];
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return first;
    }

    public static byte[] TryFinallyReturnedBad(Stream stream, int length)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            stream.ReadExactly(rented, 0, length);
            return rented; // PGM5002
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static byte[] TryFinallyReturnedGood(Stream stream, int length)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        bool isFilled = false;
        try
        {
            stream.ReadExactly(rented, 0, length);
            isFilled = true;
            return rented;
        }
        finally
        {
            if (!isFilled)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static ReadOnlyMemory<byte> TryFinallyMemoryBad(string text)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(text.Length * 3);
        try
        {
            int length = Encoding.UTF8.GetBytes(text, rented);
            return rented.AsMemory(0, length); // PGM5002
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static byte[] TryFinallyMemoryGood(string text)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(text.Length * 3);
        try
        {
            int length = Encoding.UTF8.GetBytes(text, rented);
            return rented.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
