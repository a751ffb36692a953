using PageMove.Files;

namespace Runtime.Tests.Sources;

/// <summary>Adds up what became of the pages of another source's answers.</summary>
internal sealed class ReceiptedSource(PageSource source) : PageSource
{
    private int _moved;
    private int _copied;

    internal int Moved => Volatile.Read(ref _moved);

    internal int Copied => Volatile.Read(ref _copied);

    public override long? Length => source.Length;

    public override int MaxConcurrentReads => source.MaxConcurrentReads;

    public override async ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        await source.ReadAsync(request, cancellationToken);
        if (!request.Receipt.IsAccepted)
            return;

        Interlocked.Add(ref _moved, request.Receipt.Moved);
        Interlocked.Add(ref _copied, request.Receipt.Copied);
    }

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await base.DisposeAsync();
    }
}
