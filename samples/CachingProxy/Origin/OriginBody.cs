using System.Buffers.Binary;

namespace CachingProxy.Origin;

/// <summary>A body whose bytes follow from its name and version, so that any part of it can be made, and checked, on its own.</summary>
internal readonly struct OriginBody(string path, int version)
{
    private const int WordSize = sizeof(ulong);

    private readonly ulong _seed = Seed(path, version);

    /// <summary>A strong validator: other bytes, another tag.</summary>
    public string EntityTag(long length) => $"\"{_seed:x16}-{length:x}\"";

    /// <summary>Makes the bytes from an offset on.</summary>
    public void Fill(long offset, Span<byte> bytes)
    {
        Span<byte> word = stackalloc byte[WordSize];
        int done = 0;
        while (done < bytes.Length)
        {
            ulong value = Mix(_seed + (ulong)((offset + done) / WordSize));
            int start = (int)((offset + done) % WordSize);
            if (start == 0 && bytes.Length - done >= WordSize)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes[done..], value);
                done += WordSize;
                continue;
            }

            BinaryPrimitives.WriteUInt64LittleEndian(word, value);
            int count = Math.Min(WordSize - start, bytes.Length - done);
            word.Slice(start, count).CopyTo(bytes[done..]);
            done += count;
        }
    }

    private static ulong Seed(string path, int version)
    {
        // FNV-1a: the same in every process, which String.GetHashCode is not.
        ulong hash = 14695981039346656037;
        foreach (char character in path)
            hash = (hash ^ character) * 1099511628211;
        return Mix(hash + (ulong)version);
    }

    // SplitMix64.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
