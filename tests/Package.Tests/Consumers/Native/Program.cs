using Native;
using PageMove.Files;
using PageMove.Moving;
using PageMove.Sources;

const int PageSize = 4096;
const int PageCount = 32;

byte[] content = new byte[PageSize * PageCount];
new Random(1).NextBytes(content);
await using var cache = new PageCache(new PageCacheOptions { PageSize = PageSize, MemoryLimit = 4 * PageSize * PageCount });

Console.WriteLine("memory: " + await ReadAsync(cache, new MemorySource(content), content));
Console.WriteLine("given pages: " + await ReadAsync(cache, new GivenPages(cache.Arena, content), content));

static async Task<string> ReadAsync(PageCache cache, PageSource source, byte[] content)
{
    MoveStatistics before = cache.GetStatistics().Replies;
    using Stream stream = cache.Open(source).AsStream();
    using var read = new MemoryStream();
    await stream.CopyToAsync(read);
    bool same = read.ToArray().AsSpan().SequenceEqual(content);
    MoveStatistics after = cache.GetStatistics().Replies;
    return $"{(same ? "same" : "other")} bytes, {after.Moved - before.Moved} moved, {after.Copied - before.Copied} copied";
}
