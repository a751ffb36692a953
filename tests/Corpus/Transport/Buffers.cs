using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.Transport;

/// <summary>Rented arrays as serializers and stream wrappers handle them every day; nothing of this is wrong.</summary>
public sealed class Buffers : IDisposable
{
    private const int StackLimit = 256;

    private readonly ArrayPool<byte> _pool = ArrayPool<byte>.Shared;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);
    private byte[]? _scratch;
    private char[]? _characters;
    private int _written;

    public static int CountOnStackOrPool(string text)
    {
        byte[]? rented = null;
        int size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = size <= StackLimit ? stackalloc byte[StackLimit] : (rented = ArrayPool<byte>.Shared.Rent(size));
        int count = Encoding.UTF8.GetBytes(text, bytes);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return count;
    }

    public static string DoubleUntilItFits(Func<char[], int> format)
    {
        char[] characters = ArrayPool<char>.Shared.Rent(64);
        int written;
        while ((written = format(characters)) < 0)
        {
            int size = characters.Length * 2;
            ArrayPool<char>.Shared.Return(characters);
            characters = ArrayPool<char>.Shared.Rent(size);
        }

        string text = new(characters, 0, written);
        ArrayPool<char>.Shared.Return(characters);
        return text;
    }

    public static byte[] GrowByCopy(Stream stream)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(16);
        int length = 0;
        try
        {
            int read;
            while ((read = stream.Read(array, length, array.Length - length)) > 0)
            {
                length += read;
                if (length < array.Length)
                    continue;
                byte[] larger = ArrayPool<byte>.Shared.Rent(array.Length * 2);
                Buffer.BlockCopy(array, 0, larger, 0, length);
                byte[] smaller = array;
                array = larger;
                ArrayPool<byte>.Shared.Return(smaller);
            }

            return array.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static void Resize(ref byte[] array, int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        array.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(array);
        array = larger;
    }

    public static async Task CopyAsync(Stream source, Stream target, CancellationToken cancellation)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            int read;
            while ((read = await source.ReadAsync(array, cancellation).ConfigureAwait(false)) != 0)
                await target.WriteAsync(array.AsMemory(0, read), cancellation).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array, clearArray: true);
        }
    }

    public static async IAsyncEnumerable<int> LengthsAsync(Stream source, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            while (await source.ReadAsync(array, cancellation) is > 0 and int read)
                yield return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static ValueTask WriteFastOrSlow(Stream target, ReadOnlyMemory<byte> bytes)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(array);
        ValueTask write = target.WriteAsync(array.AsMemory(0, bytes.Length));
        if (!write.IsCompletedSuccessfully)
            return Finish(write, array);
        ArrayPool<byte>.Shared.Return(array);
        return default;

        static async ValueTask Finish(ValueTask write, byte[] array)
        {
            try
            {
                await write;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(array);
            }
        }
    }

    public static IMemoryOwner<byte> Own(int size)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            array.AsSpan().Clear();
            return new Owner(array);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(array);
            throw;
        }
    }

    public static bool TryRead(Stream stream, int length, out byte[]? array)
    {
        array = ArrayPool<byte>.Shared.Rent(length);
        if (stream.ReadAtLeast(array, length, throwOnEndOfStream: false) == length)
            return true;
        ArrayPool<byte>.Shared.Return(array);
        array = null;
        return false;
    }

    public static void ReturnAll(byte[][] arrays)
    {
        for (int i = 0; i < arrays.Length; i++)
        {
            ArrayPool<byte>.Shared.Return(arrays[i]);
            arrays[i] = [];
        }
    }

    public static void ReturnTwoArrays(int size)
    {
        byte[] one = ArrayPool<byte>.Shared.Rent(size);
        byte[] other = ArrayPool<byte>.Shared.Rent(size);
        one.CopyTo(other, 0);
        (one, other) = (other, one);
        ArrayPool<byte>.Shared.Return(one);
        ArrayPool<byte>.Shared.Return(other);
    }

    public static int RetryOnFailure(Stream stream, int attempts)
    {
        while (true)
        {
            byte[] array = ArrayPool<byte>.Shared.Rent(16);
            try
            {
                return stream.Read(array, 0, array.Length);
            }
            catch (IOException) when (--attempts > 0)
            {
                Thread.Yield();
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(array);
            }
        }
    }

    public static void OwnedFlag(byte[] given, bool copy)
    {
        byte[] array = given;
        bool owned = false;
        if (copy)
        {
            array = ArrayPool<byte>.Shared.Rent(given.Length);
            owned = true;
        }

        try
        {
            array.AsSpan().Reverse();
        }
        finally
        {
            if (owned)
                ArrayPool<byte>.Shared.Return(array);
        }

        Console.WriteLine(given[0]);
    }

    public static void ReturnThenReuseName(Stream stream)
    {
        byte[]? array = ArrayPool<byte>.Shared.Rent(16);
        stream.ReadExactly(array);
        ArrayPool<byte>.Shared.Return(array);
        array = null;
        try
        {
            array = ArrayPool<byte>.Shared.Rent(32);
            stream.ReadExactly(array);
        }
        finally
        {
            if (array != null)
                ArrayPool<byte>.Shared.Return(array);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _written < bytes.Length)
            Grow(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_written));
        _written += bytes.Length;
    }

    public Span<char> Characters(int length)
    {
        if (_characters is null || _characters.Length < length)
        {
            if (_characters is not null)
                ArrayPool<char>.Shared.Return(_characters);
            _characters = ArrayPool<char>.Shared.Rent(length);
        }

        return _characters.AsSpan(0, length);
    }

    public byte[] Scratch(int length)
    {
        if (_scratch?.Length >= length)
            return _scratch;
        Release(ref _scratch);
        return _scratch = _pool.Rent(length);
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        if (buffer.Length == 0)
            return;
        _buffer = [];
        _pool.Return(buffer);
        Release(ref _scratch);
        if (Interlocked.Exchange(ref _characters, null) is { } characters)
            ArrayPool<char>.Shared.Return(characters);
    }

    private void Grow(int need)
    {
        byte[] old = _buffer;
        _buffer = _pool.Rent(Math.Max(old.Length * 2, _written + need));
        old.AsSpan(0, _written).CopyTo(_buffer);
        _pool.Return(old);
    }

    private void Release(ref byte[]? array)
    {
        if (array is null)
            return;
        _pool.Return(array);
        array = null;
    }

    private sealed class Owner(byte[] array) : IMemoryOwner<byte>
    {
        private byte[]? _array = array;

        public Memory<byte> Memory => _array ?? throw new ObjectDisposedException(nameof(Owner));

        public void Dispose()
        {
            byte[]? array = _array;
            if (array is null)
                return;
            _array = null;
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
