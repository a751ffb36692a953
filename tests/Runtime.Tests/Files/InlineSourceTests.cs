using PageMove.Files;
using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>Sources that may answer on the thread of a reader who waits.</summary>
public sealed class InlineSourceTests
{
    private const int PageSize = CacheScene.PageSize;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_missing_page_is_there_when_the_read_returns()
    {
        await using CacheScene scene = InlineScene();

        ValueTask<int> read = scene.File.ReadAsync(new byte[10], PageSize);

        Assert.True(read.IsCompletedSuccessfully);
        Assert.Equal(10, await read);
    }

    [Fact]
    public async Task The_reader_s_own_thread_answers()
    {
        await using CacheScene scene = InlineScene();
        int answering = 0, reading = Environment.CurrentManagedThreadId;
        scene.Source.Answer = (request, _) =>
        {
            answering = Environment.CurrentManagedThreadId;
            scene.Source.Reply(request);
            return default;
        };

        await scene.ReadAsync(0, 10);

        Assert.Equal(reading, answering);
    }

    [Fact]
    public async Task What_is_prefetched_is_answered_elsewhere()
    {
        await using CacheScene scene = InlineScene();
        var answering = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        int prefetching = 0;
        using var returned = new ManualResetEventSlim();
        scene.Source.Answer = (request, _) =>
        {
            // The pool may take the same thread, though only after it has returned.
            bool isElsewhere = Environment.CurrentManagedThreadId != prefetching || returned.IsSet;
            answering.SetResult(isElsewhere && returned.Wait(Patience, CancellationToken.None));
            scene.Source.Reply(request);
            return default;
        };

        prefetching = Environment.CurrentManagedThreadId;
        scene.File.Prefetch(0, PageSize);
        returned.Set();

        Assert.True(await answering.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_reader_s_thread_answers_one_request_and_leaves_the_others_to_the_pool()
    {
        await using CacheScene scene = InlineScene(maxConcurrentReads: 1);
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Source.Answer = async (request, _) =>
        {
            isAsked.TrySetResult();
            await mayAnswer.Task;
            scene.Source.Reply(request);
        };
        Task<byte[]> first = scene.ReadAsync(0, 10);
        await isAsked.Task.WaitAsync(Patience);
        Task<byte[]>[] others = [scene.ReadAsync(PageSize, 10), scene.ReadAsync(2 * PageSize, 10)];
        mayAnswer.SetResult();

        await Task.WhenAll([first, .. others]).WaitAsync(Patience);

        Assert.Equal(scene.Content[PageSize..(PageSize + 10)], await others[0]);
        Assert.Equal(scene.Content[(2 * PageSize)..((2 * PageSize) + 10)], await others[1]);
    }

    [Fact]
    public async Task A_failure_on_the_reader_s_thread_is_the_reader_s()
    {
        await using CacheScene scene = InlineScene();
        scene.Source.Answer = (_, _) => throw new TimeoutException("Never.");

        IOException error = await Assert.ThrowsAsync<IOException>(() => scene.ReadAsync(0, 10).WaitAsync(Patience));

        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public async Task A_source_that_waits_after_all_keeps_only_its_own_reader()
    {
        await using CacheScene scene = InlineScene();
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Source.Answer = async (request, cancellationToken) =>
        {
            await mayAnswer.Task.WaitAsync(cancellationToken);
            scene.Source.Reply(request);
        };
        using var cancellation = new CancellationTokenSource();
        Task<int> reader = scene.File.ReadAsync(new byte[10], 0, cancellation.Token).AsTask();
        Assert.False(reader.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_source_that_reads_another_file_answers_too()
    {
        await using CacheScene below = InlineScene();
        await using CacheScene scene = InlineScene();
        scene.Source.Answer = async (request, _) => request.Write(await below.ReadAsync(request.Offset, request.Length));

        Assert.Equal(below.Content[..100], await scene.ReadAsync(0, 100).WaitAsync(Patience));
    }

    private static CacheScene InlineScene(int maxConcurrentReads = 4)
    {
        var scene = new CacheScene(options: new CachedFileOptions { Name = "inline", MaxReadahead = 0, MaxConcurrentReads = maxConcurrentReads });
        scene.Source.RunsInline = true;
        return scene;
    }
}
