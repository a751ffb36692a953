using System.Globalization;

namespace CachingProxy;

/// <summary>Sizes as people write them: 4096, 256K, 64M, 2G.</summary>
internal static class ByteSize
{
    /// <summary>Reads a size in bytes; the letters stand for powers of 1,024.</summary>
    /// <exception cref="UsageException">It is no size, or below one byte.</exception>
    public static long Parse(string option, string text)
    {
        int shift = text is [.., char unit] ? char.ToUpperInvariant(unit) switch { 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 } : 0;
        string digits = shift == 0 ? text : text[..^1];
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 && number <= long.MaxValue >> shift)
            return number << shift;

        throw new UsageException($"{option} wants a size such as 4096, 256K, 64M or 2G, not '{text}'.");
    }
}
