using PageMove.Moving;

namespace Quickstart;

/// <summary>What became of a file's pages on their way into the cache.</summary>
/// <param name="PageSize">Bytes in a page.</param>
/// <param name="Move">Whether moving was asked for.</param>
/// <param name="Statistics">The pages by what became of them.</param>
/// <param name="Cost">What filling the pages took.</param>
/// <param name="Digest">The SHA-256 of what readers saw in the cache.</param>
internal sealed record TransferResult(int PageSize, bool Move, MoveStatistics Statistics, TransferCost Cost, byte[] Digest);
