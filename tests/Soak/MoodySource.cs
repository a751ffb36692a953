using PageMove.Files;
using PageMove.Pages;

namespace PageMove.Soak;

/// <summary>A source of known bytes that answers in every way there is.</summary>
internal sealed class MoodySource(int file, int length) : PageSource
{
    public override long? Length => length;

    public override async ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        int count = (int)Math.Clamp(length - request.Offset, 0, request.Length);
        switch (Random.Shared.Next(20))
        {
            case 0:
                throw new MoodyException();

            case 1:
                await Task.Yield();
                request.Fail(new MoodyException());
                return;

            case 2:
                // It dawdles, and answers though nobody may wait any more.
                await Task.Delay(1, CancellationToken.None);
                break;

            case 3 or 4:
                request.Write(Bytes(request.Offset, count));
                return;
        }

        for (int at = 0; at < count; at += request.Arena.PageSize)
        {
            Page page = await request.AllocatePageAsync(CancellationToken.None);
            int part = Math.Min(count - at, page.Size);
            Bytes(request.Offset + at, part).CopyTo(page.Span);
            request.Pipe.Gift(page, part);
        }

        request.Splice(request.Pipe, count, move: Random.Shared.Next(4) > 0);
    }

    private byte[] Bytes(long offset, int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = CacheWorld.ByteAt(file, offset + i);

        return bytes;
    }
}
