using PageMove.Files;
using PageMove.Pages;
using PageMove.Sources;

namespace Native;

/// <summary>Bytes that were received into pages of the arena, which are given away.</summary>
internal sealed class GivenPages(PageArena arena, byte[] content) : PageSource
{
    public override long? Length => content.Length;

    public override ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        long end = Math.Min(request.Offset + request.Length, content.Length);
        for (long offset = request.Offset; offset < end; offset += arena.PageSize)
        {
            Page page = arena.Allocate();
            content.AsSpan((int)offset, page.Size).CopyTo(page.Span);
            request.Pipe.Gift(page, page.Size);
        }

        request.Splice(end - request.Offset);
        return default;
    }
}
