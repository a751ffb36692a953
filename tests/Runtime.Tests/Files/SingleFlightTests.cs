using Runtime.Tests.Support;

namespace Runtime.Tests.Files;

/// <summary>Readers of the same missing page share one request.</summary>
public sealed class SingleFlightTests
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_hundred_readers_of_a_missing_page_make_one_request()
    {
        await using CacheScene scene = SlowScene();
        Task<byte[]>[] readers = [.. Enumerable.Range(0, 100).Select(i => scene.ReadAsync(i, 10))];
        await _asked.Task;
        _go.SetResult();

        byte[][] bytes = await Task.WhenAll(readers);

        Assert.Single(scene.Source.Requests);
        Assert.All(bytes.Select((read, i) => (read, i)), reader => Assert.Equal(scene.Content[reader.i..(reader.i + 10)], reader.read));
    }

    [Fact]
    public async Task All_of_them_see_the_failure_of_that_request()
    {
        await using CacheScene scene = SlowScene();
        Task<byte[]>[] readers = [.. Enumerable.Range(0, 10).Select(i => scene.ReadAsync(i, 10))];
        await _asked.Task;
        _go.SetException(new TimeoutException());

        foreach (Task<byte[]> reader in readers)
            await Assert.ThrowsAsync<IOException>(() => reader);

        Assert.Single(scene.Source.Requests);
    }

    [Fact]
    public async Task One_reader_who_gives_up_leaves_the_others_waiting()
    {
        await using CacheScene scene = SlowScene();
        using var impatience = new CancellationTokenSource();
        Task<byte[]> patient = scene.ReadAsync(0, 10);
        Task impatient = scene.File.ReadAsync(new byte[10], 0, impatience.Token).AsTask();
        await _asked.Task;

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        _go.SetResult();

        Assert.Equal(scene.Content[..10], await patient);
    }

    [Fact]
    public async Task When_the_last_reader_gives_up_the_source_is_interrupted()
    {
        await using CacheScene scene = SlowScene();
        using var impatience = new CancellationTokenSource();
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Source.Answer = async (_, cancellationToken) =>
        {
            using (cancellationToken.Register(interrupted.SetResult))
            {
                _asked.TrySetResult();
                await _go.Task;
            }
        };
        Task impatient = scene.File.ReadAsync(new byte[10], 0, impatience.Token).AsTask();
        await _asked.Task;

        await impatience.CancelAsync();
        await interrupted.Task;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        _go.SetResult();
    }

    [Fact]
    public async Task Who_comes_after_the_last_gave_up_asks_again()
    {
        await using CacheScene scene = SlowScene();
        using var impatience = new CancellationTokenSource();
        Task impatient = scene.File.ReadAsync(new byte[10], 0, impatience.Token).AsTask();
        await _asked.Task;
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);

        Task<byte[]> next = scene.ReadAsync(0, 10);
        _go.SetResult();

        Assert.Equal(scene.Content[..10], await next);
    }

    private CacheScene SlowScene()
    {
        var scene = new CacheScene();
        scene.Source.Answer = async (request, _) =>
        {
            _asked.TrySetResult();
            await _go.Task;
            scene.Source.Reply(request);
        };
        return scene;
    }
}
