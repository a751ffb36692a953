using System.Buffers;
using PageMove.Sources;
using Runtime.Tests.Support;

namespace Runtime.Tests.Sources;

public sealed class MemorySourceTests
{
    private const int PageSize = SourceScene.PageSize;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(PageSize, 1)]
    [InlineData(PageSize + 1, 2)]
    public async Task Memory_is_copied(int length, int copied)
    {
        byte[] content = Pattern.Of(seed: 1, length);
        await using var scene = new SourceScene(_ => new MemorySource(content));

        Assert.Equal(content, await scene.ReadAsync(0, length + 100));
        Assert.Equal((0, copied), await scene.ReceiptsAsync());
        Assert.Equal(length, scene.Source.Length);
    }

    [Fact]
    public async Task Memory_in_pieces_is_copied_from_any_page_on()
    {
        byte[] content = Pattern.Of(seed: 2, (4 * PageSize) + 9);
        var first = new Piece(content.AsMemory(0, 5000), null);
        var last = new Piece(content.AsMemory(5000), first);
        await using var scene = new SourceScene(_ => new MemorySource(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length)));

        Assert.Equal(content[PageSize..], await scene.ReadAsync(PageSize, content.Length));
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            before?.Next = this;
        }
    }
}
