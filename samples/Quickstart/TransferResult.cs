using PageMove.Moving;

namespace Quickstart;

/// <summary>What became of a file's pages on their way into the cache.</summary>
/// <param name="PageSize">Bytes in a page.</param>
/// <param name="Move">Whether moving was asked for.</param>
/// <param name="Pages">The file's pages.</param>
/// <param name="Statistics">The pages by what became of them.</param>
/// <param name="Elapsed">The time that filling them took: without reading the file, and without the readers.</param>
/// <param name="AllocatedBytes">Bytes of the managed heap that filling them took.</param>
/// <param name="Digest">The SHA-256 of what readers saw in the cache.</param>
internal sealed record TransferResult(
    int PageSize, bool Move, long Pages, MoveStatistics Statistics, TimeSpan Elapsed, long AllocatedBytes, byte[] Digest)
{
    /// <summary>What one page took.</summary>
    public double NanosecondsAPage => Elapsed.TotalNanoseconds / Pages;
}
