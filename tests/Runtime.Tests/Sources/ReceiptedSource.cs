using PageMove.Files;

namespace Runtime.Tests.Sources;

/// <summary>Adds up what became of the pages of another source's answers.</summary>
internal sealed class ReceiptedSource(PageSource source) : PageSource
{
    private readonly Lock _gate = new();
    private int _moved;
    private int _copied;
    private int _unanswered;
    private TaskCompletionSource? _answered;

    public override long? Length => source.Length;

    public override int MaxConcurrentReads => source.MaxConcurrentReads;

    /// <summary>The pages that were moved and those that were copied, once each answer in progress has ended: a reader has his page before its receipt is written.</summary>
    internal async Task<(int Moved, int Copied)> ReceiptsAsync()
    {
        Task answered;
        lock (_gate)
            answered = _unanswered == 0 ? Task.CompletedTask : (_answered ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        await answered;
        lock (_gate)
            return (_moved, _copied);
    }

    public override async ValueTask ReadAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        lock (_gate)
            _unanswered++;
        bool isAnswered = false;
        try
        {
            await source.ReadAsync(request, cancellationToken);
            isAnswered = request.Receipt.IsAccepted;
        }
        finally
        {
            lock (_gate)
                Note(request, isAnswered);
        }
    }

    private void Note(SourceRequest request, bool isAnswered)
    {
        if (isAnswered)
        {
            _moved += request.Receipt.Moved;
            _copied += request.Receipt.Copied;
        }

        if (--_unanswered > 0)
            return;
        _answered?.TrySetResult();
        _answered = null;
    }

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await base.DisposeAsync();
    }
}
